"""A function in its own process, with only the standard library and the function's folder."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.cold.environment import LAMBDA
from bench.cold.events import Event

__all__ = ["Block", "HandlerProcess"]

SCRIPT = Path(__file__).with_name("run_handler.py")


@dataclass(frozen=True)
class Block:
    """Microseconds of each counted request, the last response, and of the start milliseconds and modules."""

    took: Sequence[float]
    answer: dict[str, Any]
    imported: float
    processor: float
    modules: int

    @property
    def status(self) -> int:
        """Returns the HTTP status."""
        return int(self.answer["statusCode"])

    @property
    def body(self) -> Any:  # noqa: ANN401  any JSON
        return json.loads(self.answer["body"])


class HandlerProcess:
    """A context manager. A prelude is code that runs before the handler's import; a tool runs Python.

    `said` is what the process wrote to stderr, after its end.
    """

    def __init__(
        self,
        task: Path,
        module: str,
        variables: Mapping[str, str],
        prelude: str = "",
        tool: Sequence[str] = (),
    ) -> None:
        self._line = [*tool, sys.executable, "-S", "-s", str(SCRIPT), str(task), module, prelude]
        self._task, self._variables = task, {**LAMBDA, **variables}

    def __enter__(self) -> Self:
        self._stderr = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(  # noqa: S603  Python itself, with arguments of ours
            self._line,
            cwd=self._task,
            env=self._variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.__exit__(kind, error, trace)  # its input ends, and with it the process
        self.said = self._read()
        self._stderr.close()

    def _read(self) -> str:
        self._stderr.seek(0)
        return self._stderr.read()

    def ask(self, events: Sequence[Event], *, uncounted: int = 0) -> Block:
        """Sends each event once. The first `uncounted` ones are not measured."""
        assert self._process.stdin
        assert self._process.stdout
        print({"events": events, "uncounted": uncounted}, file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"{self._task.parent.name} has ended: {self._read()}")
        found = json.loads(line)
        return Block(
            [nanoseconds / 1e3 for nanoseconds in found["took"]],
            found["answer"],
            found["imported"] / 1e6,
            found["processor"] / 1e6,
            found["modules"],
        )
