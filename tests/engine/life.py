"""The life of each stack, run once for all tests."""

import re
import shlex
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engine.engine import PulumiEngine
from tests.engine.plugins.account import Entry
from tests.engine.stack import EngineStack, FinishedCommand, Preview

__all__ = ["Life", "live", "not_by_the_pipeline"]

LINE = "# A change that changes nothing but the bytes.\n"


@dataclass(frozen=True)
class Life:
    """What is done to a stack, in order, and what remains at the end.

    The deployment, as the pipeline does it, has a changed line of the app and a change of the pipeline. The update
    after it, as an operator does it, ends the protection.
    """

    previewed: Preview
    made: FinishedCommand
    there: Mapping[str, Entry]
    resources: list[dict[str, Any]]
    deployed: FinishedCommand
    by_hand: FinishedCommand
    destroyed: FinishedCommand
    left: Mapping[str, Entry]
    known: list[dict[str, Any]]


def live(
    stacks: Iterable[str], folder: Path, engine: PulumiEngine, executor: Executor
) -> dict[str, "Future[Life]"]:
    return {name: executor.submit(_live, name, folder / name, engine) for name in stacks}


def _live(name: str, folder: Path, engine: PulumiEngine) -> Life:
    folder.mkdir()
    stack = EngineStack.create(folder, name, engine, {})
    previewed, made = stack.preview(), stack.up()
    there, resources = stack.account.there(), stack.state()["resources"]
    with (stack.tree / "webapp" / "handler.py").open("a") as handler:
        handler.write(LINE)
    stack.edit("infra/deliver/component.py", "BUILD_GENERAL1_LARGE", "BUILD_GENERAL1_SMALL")
    deployed = stack.up(*not_by_the_pipeline(stack))
    stack.set(protect="false")
    by_hand = stack.up()
    destroyed = stack.run("destroy", "--yes")
    return Life(
        previewed=previewed,
        made=made,
        there=there,
        resources=resources,
        deployed=deployed,
        by_hand=by_hand,
        destroyed=destroyed,
        left=stack.account.there(),
        known=stack.state().get("resources", []),
    )


def not_by_the_pipeline(stack: EngineStack) -> list[str]:
    """Returns the CLI's options that exclude what `make deploy` does not change."""
    (options,) = re.findall(
        r"^NOT_BY_THE_PIPELINE := (.+)$", (stack.tree / "Makefile").read_text(), re.MULTILINE
    )
    return shlex.split(options)
