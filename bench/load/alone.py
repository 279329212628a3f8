"""The handler in a process of its own, as `bench.load.handler` runs it, which is given requests again and again."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import TracebackType
from typing import Self

from bench.load.plans import Request

__all__ = ["Alone", "Handled"]

Handled = dict[str, float]  # as bench.load.handler tells it


class Alone:
    """Runs while it is entered."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.load.handler"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The process ends with its stdin."""
        self._process.communicate()

    def handle(self, requests: Sequence[Request]) -> list[Handled]:
        """One after the other. Exits where the process has ended."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([asdict(one) for one in requests]), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            sys.exit("the handler ended: what it said is above")
        handled: list[Handled] = json.loads(line)
        return handled
