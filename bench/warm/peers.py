"""The platform's handler, and three FastAPI variants with boto3 that make the same reads and writes."""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.cold.functions import PEERS, REAL, MeasuredFunction, build
from bench.warm.asking import HandlerProcess

__all__ = ["WAYS", "asked", "compare", "unpacked"]

HERE = Path(__file__).parent / "fastapi"
(FASTAPI,) = (function for function in PEERS if function.name == "fastapi")
IN_TURN = replace(FASTAPI, label="FastAPI + boto3, one read after another", module="in_turn")
AT_ONCE = replace(FASTAPI, label="FastAPI + boto3, reads at once", module="at_once")
IN_THE_LOOP = replace(FASTAPI, label="FastAPI + boto3, in its event loop", module="in_the_loop")
WAYS = (IN_TURN, AT_ONCE, IN_THE_LOOP)

Tasks = Mapping[MeasuredFunction, Path]


def unpacked() -> Tasks:
    """Returns the folder of each function."""
    real, fastapi = build(REAL), build(FASTAPI)
    for file in HERE.glob("*.py"):
        shutil.copyfile(file, fastapi / file.name)
    return {REAL: real, **dict.fromkeys(WAYS, fastapi)}


@contextmanager
def asked(
    tasks: Tasks, variables: Mapping[str, str], prelude: str = ""
) -> Iterator[Mapping[str, HandlerProcess]]:
    """Yields each function in its own process, by label."""
    with ExitStack() as stack:
        yield {
            one.label: stack.enter_context(HandlerProcess(task, one.module, variables, prelude))
            for one, task in tasks.items()
        }


def compare(name: str, answers: Sequence[dict[str, Any]]) -> None:
    """Exits if the responses to an operation differ in their fields, or feed pages in their content."""
    bodies = [_shown(answer) for answer in answers]
    if name == "feed" and any(body != bodies[0] for body in bodies):
        sys.exit(f"the feed pages differ: {bodies}")
    if any(body.keys() != bodies[0].keys() for body in bodies):
        sys.exit(f"the responses to {name} differ: {bodies}")


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    """Returns the body with `next_cursor` as a bool: cursors differ between implementations."""
    return {**body, "next_cursor": bool(body["next_cursor"])} if "next_cursor" in body else body
