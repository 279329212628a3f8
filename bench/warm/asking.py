"""A function in its own process, called in blocks."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.cold.environment import LAMBDA
from bench.cold.events import Event

__all__ = ["HandlerProcess", "Block"]

LOOP = Path(__file__).with_name("loop.py")


@dataclass(frozen=True)
class Block:
    """Microseconds of each counted request, and the last response."""

    took: Sequence[float]
    answer: dict[str, Any]

    @property
    def status(self) -> int:
        """Returns the HTTP status."""
        return int(self.answer["statusCode"])

    @property
    def body(self) -> Any:  # noqa: ANN401  any JSON
        return json.loads(self.answer["body"])


class HandlerProcess:
    """A context manager. A prelude is code that runs before the handler's import."""

    def __init__(self, task: Path, module: str, variables: Mapping[str, str], prelude: str = "") -> None:
        self._line = [sys.executable, "-S", "-s", str(LOOP), str(task), module, prelude]
        self._task, self._variables = task, variables

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._process = stack.enter_context(
                subprocess.Popen(  # noqa: S603  Python itself, with arguments of ours
                    self._line,
                    cwd=self._task,
                    env={**LAMBDA, **self._variables},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()  # its input ends, and with it the process

    def ask(self, events: Sequence[Event], *, uncounted: int = 0) -> Block:
        """Sends each event once. The first `uncounted` ones are not measured."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps({"events": events, "uncounted": uncounted}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"{self._task.parent.name} has ended: see its error above")
        answer = json.loads(line)
        return Block([nanoseconds / 1000 for nanoseconds in answer["took"]], answer["answer"])
