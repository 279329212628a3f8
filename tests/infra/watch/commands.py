"""Finds the AWS commands in the code blocks of a page, and checks whether they exist."""

import re
import shlex
from collections.abc import Iterator, Sequence

import botocore.session
import jmespath  # type: ignore[import-untyped]
from botocore import xform_name

__all__ = ["aws_commands", "is_known"]

BLOCK = re.compile(r"^ *```sh\n(.+?)^ *```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(aws [^`]+)`")
CALL = re.compile(r"\baws (?=[a-z0-9-]+ [a-z-]+)")
# Global options, and the one command that is not an operation of a service.
GENERAL = {"output", "query", "region"}
CUSTOM = {("logs", "tail"): {"filter-pattern", "follow", "format", "since"}}
SERVICES = {"deploy": "codedeploy"}


def aws_commands(page: str) -> Iterator[Sequence[str]]:
    """Returns the words of each `aws` call, without `aws`."""
    lines = [line for block in BLOCK.findall(page) for line in block.splitlines()]
    for line in [*lines, *INLINE.findall(page)]:
        for found in CALL.finditer(line):
            yield _words(line[found.end() :])


def _words(text: str) -> Sequence[str]:
    """Returns the words up to the end of a `$(…)` or of a shell function."""
    return shlex.split(re.split(r"\)$|; \}$", text)[0])


def is_known(words: Sequence[str]) -> bool:
    """Returns whether the service has the operation, the operation has the options, and `--query` is valid."""
    service, operation, *rest = words
    if "--query" in rest:
        jmespath.compile(rest[rest.index("--query") + 1])
    options = {word[2:] for word in rest if word.startswith("--")} - GENERAL
    if custom := CUSTOM.get((service, operation)):
        return options <= custom
    model = botocore.session.get_session().get_service_model(SERVICES.get(service, service))
    names = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(names[operation]).input_shape if operation in names else None
    return shape is not None and options <= {xform_name(one, "-") for one in shape.members}
