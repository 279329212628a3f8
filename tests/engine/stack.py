"""A stack of the real CLI in a copy of the tree, with the commands that `make` calls. Its AWS is a journal."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from tests.engine.engine import PLUGINS, PulumiEngine
from tests.engine.plugins.account import Entry, JournalAccount
from tests.engine.plugins.provider import INTERRUPTED_AT, INTERRUPTED_MADE
from tests.infra.program import OPERATORS_OWN
from tests.infra.program import STACKS as ALL_STACKS
from tests.platform.running import copy_of_the_tree, eventually

__all__ = ["SMALL", "STACKS", "FinishedCommand", "Preview", "EngineStack"]

STACKS = [name for name in ALL_STACKS if name != "local"]  # the laptop's has no engine
# Without the parts that take most of an update.
SMALL = {"deliver": "false", "site": "false", "watch": "false"}
PROVIDER = "tests.engine.plugins.provider"
SECONDS = 300
# Saving the state only at the end saves a third of the time; an interrupted update cannot do so.
SAVED_AT_THE_END = {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
BY_MAKE = {"destroy", "preview", "up"}
EACH_STEP_SAVED = {"PULUMI_EXPERIMENTAL": "false", "PULUMI_SKIP_CHECKPOINTS": "false"}


@dataclass(frozen=True)
class FinishedCommand:
    """How a command ended, its output, and what it did in AWS."""

    code: int
    said: str
    done: Sequence[Entry]

    @property
    def deeds(self) -> list[tuple[str, str]]:
        """Returns pairs such as `("update", "api-function")`."""
        return sorted((entry.action, entry.name) for entry in self.done)


@dataclass(frozen=True)
class Preview:
    """What an update would do."""

    code: int
    steps: Sequence[dict[str, Any]]
    errors: Sequence[str]

    def named(self, operation: str) -> set[str]:
        """Returns the names of the changed resources."""
        return {step["urn"].rpartition("::")[2] for step in self.steps if step["op"] == operation}


class EngineStack:
    """One stack with its own project."""

    def __init__(self, folder: Path, name: str, engine: PulumiEngine) -> None:
        self.name, self._engine, self._folder = name, engine, folder
        self.tree = folder / "dwipper"
        self.account = JournalAccount(folder / "journal")

    @classmethod
    def create(cls, folder: Path, name: str, engine: PulumiEngine, settings: Mapping[str, str]) -> Self:
        """Returns a stack without resources, with some settings changed."""
        stack = cls(folder, name, engine)
        copy_of_the_tree(stack.tree)
        stack.forget_the_operators_own()
        engine.install(stack.tree)
        engine.install_provider(folder, PROVIDER)
        (folder / "state").mkdir()
        stack.run("stack", "init", "--secrets-provider", "passphrase")
        # Packages for Lambda would take minutes and need a network.
        stack.set(bundleDependencies="false", **settings)
        return stack

    def forget_the_operators_own(self) -> None:
        file = self.tree / f"Pulumi.{self.name}.yaml"
        own = {f"dwipper:{key}" for key in OPERATORS_OWN}
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.strip().partition(": ")[0] not in own]
        file.write_text("".join(kept), encoding="utf-8")

    def copy(self, folder: Path) -> Self:
        """Returns a stack with the same resources, in an AWS of its own."""
        shutil.copytree(self._folder, folder, symlinks=True, dirs_exist_ok=True)
        return type(self)(folder, self.name, self._engine)

    def set(self, **settings: str) -> None:
        for key, value in settings.items():
            self.run("config", "set", f"dwipper:{key}", value)

    def run(self, *command: str) -> FinishedCommand:
        """Runs a command of the CLI. Raises RuntimeError if it fails."""
        finished = self.attempt(*command)
        if finished.code:
            raise RuntimeError(f"pulumi {' '.join(command)}:\n{finished.said}")
        return finished

    def attempt(self, *command: str) -> FinishedCommand:
        """Runs a command of the CLI, which may fail."""
        before = len(self.account.entries())
        done = subprocess.run(
            self._command(*command),
            cwd=self.tree,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
        )
        return FinishedCommand(done.returncode, done.stdout, self.account.entries()[before:])

    def up(self, *options: str) -> FinishedCommand:
        return self.run("up", "--yes", "--skip-preview", *options)

    def preview(self) -> Preview:
        """Returns what an update would do, even if it is refused. Raises RuntimeError if the preview itself fails."""
        done = subprocess.run(
            self._command("preview", "--json"),
            cwd=self.tree,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        preview = json.loads(done.stdout)
        if "steps" not in preview:
            raise RuntimeError(f"pulumi preview:\n{done.stdout}{done.stderr}")
        errors = [one["message"] for one in preview["diagnostics"] if one["severity"] == "error"]
        return Preview(done.returncode, preview["steps"], errors)

    def state(self) -> dict[str, Any]:
        """Returns Pulumi's state of the stack: `resources`, `pending_operations`."""
        path = self._folder / "state" / ".pulumi" / "stacks" / "dwipper" / f"{self.name}.json"
        checkpoint: dict[str, Any] = json.loads(path.read_text())["checkpoint"]["latest"] or {}
        return checkpoint

    def edit(self, file: str, old: str, new: str) -> None:
        """Changes a file of the tree. Raises AssertionError if nothing changes."""
        path = self.tree / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def killed_up(self, at: int, *, made: bool = False) -> None:
        """Runs an update that gets no answer to one of its creates, and kills it then.

        If `made`, the create is still done.
        """
        interruption = {INTERRUPTED_AT: str(at), **({INTERRUPTED_MADE: "yes"} if made else {})}
        with subprocess.Popen(
            self._command("up", "--yes", "--skip-preview"),
            cwd=self.tree,
            env=self._environment | interruption | EACH_STEP_SAVED,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                eventually(lambda: self._knows_all_but_the_last(at))
            finally:
                os.killpg(process.pid, signal.SIGKILL)
        self.account.wait_for_writers()  # the provider has a group of its own, and ends a moment later

    def _knows_all_but_the_last(self, at: int) -> bool:
        """Returns whether the state has all answered creates, and the last one is pending."""
        if not any(entry.action == "hang" for entry in self.account.entries()):
            return False
        state = self.state()
        known = [one for one in state["resources"] if one.get("id") in self.account.there()]
        return len(known) == at - 1 and bool(state.get("pending_operations"))

    def _command(self, command: str, *options: str) -> list[str]:
        if command in BY_MAKE:
            called = [sys.executable, "-m", "ops.update", command, self.name, *options]
        else:
            called = [str(self._engine.cli), command, *options, "--stack", self.name]
        return [*called, "--non-interactive", "--color", "never"]

    @cached_property
    def _environment(self) -> dict[str, str]:
        return self._engine.environment(self._folder, self._folder / PLUGINS) | SAVED_AT_THE_END
