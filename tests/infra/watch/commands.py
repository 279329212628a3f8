"""Finds the AWS commands in the code blocks of a page, and checks whether they exist."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import botocore.session
import jmespath  # type: ignore[import-untyped]
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

__all__ = ["aws_commands", "is_known", "reads_one_page", "unknown_fields"]

BLOCK = re.compile(r"^ *```sh\n(.+?)^ *```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(aws [^`]+)`")
CALL = re.compile(r"\baws (?=[a-z0-9-]+ [a-z-]+)")
# Global options, and the commands that are not an operation of a service.
GENERAL = {"no-paginate", "output", "profile", "query", "region"}
CUSTOM: Mapping[tuple[str, str], set[str]] = {
    ("configure", "sso"): set(),
    ("logs", "tail"): {"filter-pattern", "follow", "format", "since"},
    ("s3", "rb"): {"force"},
    ("sso", "login"): set(),
}
SERVICES = {"deploy": "codedeploy"}
SESSION = botocore.session.get_session()


def aws_commands(page: str) -> Iterator[Sequence[str]]:
    """Returns the words of each `aws` call, without `aws`."""
    blocks = [block.replace("\\\n", " ") for block in BLOCK.findall(page)]
    lines = [line for block in blocks for line in block.splitlines()]
    for line in [*lines, *INLINE.findall(page)]:
        for found in CALL.finditer(line):
            yield _words(line[found.end() :])


def _words(text: str) -> Sequence[str]:
    """Returns the words up to the end of a `$(…)` or of a shell function."""
    return shlex.split(re.split(r"\)$|; \}$", text)[0])


def is_known(words: Sequence[str]) -> bool:
    """Returns whether the service has the operation, and the operation has the options."""
    options = {word[2:] for word in words if word.startswith("--")} - GENERAL
    if (custom := CUSTOM.get((words[0], words[1]))) is not None:
        return options <= custom
    operation = _operation(words)
    shape = operation.input_shape if operation else None
    return shape is not None and options <= {xform_name(one, "-") for one in shape.members}


def unknown_fields(words: Sequence[str]) -> set[str]:
    """Returns the fields of `--query` that no response has; one with a shell variable counts as known."""
    if not (query := _value(words, "--query")) or not (operation := _operation(words)):
        return set()
    asked = {one for one in _fields(jmespath.compile(query).parsed) if "$" not in one}
    return asked - set(_names(operation.output_shape, []))


def reads_one_page(words: Sequence[str]) -> bool:
    """Returns whether `[0]` means the first of all.

    With `--output text` the CLI queries each page of a list by itself:
    https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-filter.html
    """
    if "[0]" not in _value(words, "--query") or _value(words, "--output") != "text":
        return True
    operation = _operation(words)
    return "--no-paginate" in words or operation is None or operation.name not in _lists(words[0])


def _value(words: Sequence[str], option: str) -> str:
    return words[words.index(option) + 1] if option in words else ""


def _operation(words: Sequence[str]) -> OperationModel | None:
    try:
        model = SESSION.get_service_model(SERVICES.get(words[0], words[0]))
    except UnknownServiceError:
        return None
    names = {xform_name(name, "-"): name for name in model.operation_names}
    return model.operation_model(names[words[1]]) if words[1] in names else None


def _lists(service: str) -> Mapping[str, Any]:
    pages = SESSION.get_component("data_loader").load_service_model(
        SERVICES.get(service, service), "paginators-1"
    )
    return dict(pages["pagination"])


def _fields(query: Mapping[str, Any]) -> Iterator[str]:
    if query["type"] == "field":
        yield query["value"]
    for part in query["children"]:
        if isinstance(part, dict):
            yield from _fields(part)


def _names(shape: Shape | None, above: Sequence[str]) -> Iterator[str]:
    """Yields the names of all fields in a shape, and the keys of its maps."""
    if shape is None or shape.name in above:
        return
    below = [*above, shape.name]
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            yield name
            yield from _names(member, below)
    elif isinstance(shape, ListShape):
        yield from _names(shape.member, below)
    elif isinstance(shape, MapShape):
        yield from getattr(shape.key, "enum", [])
        yield from _names(shape.value, below)
