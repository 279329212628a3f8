"""Compares the gateway's routes with the code: routes are created at the start only."""

import json
import sys
from collections.abc import Set
from pathlib import Path

from localcloud.clean_environment import clean_environment
from localcloud.command import run_command
from localcloud.terminal import say, warn

__all__ = ["Routes"]

METHODS = {"delete", "get", "patch", "post", "put"}


class Routes:
    """The routes that were created at the start."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._deployed = _routes_in((root / "openapi.json").read_text(encoding="utf-8"))
        self._reported: tuple[Set[str], Set[str]] = (set(), set())

    async def report_changes(self) -> None:
        """Prints which operations were added or removed since the start, and what to do; once each."""
        done = await run_command(
            *(sys.executable, "-m", "webapp.contract", "--print"),
            folder=self._root,
            environment={**clean_environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        if done.code == 0:
            now = _routes_in(done.output)
            self._report(now - self._deployed, self._deployed - now)
        elif reason := done.errors.strip():
            warn(f"the contract cannot be generated: {reason.splitlines()[-1]}")

    def _report(self, new: Set[str], gone: Set[str]) -> None:
        if (new, gone) == self._reported:
            return
        self._reported = new, gone
        parts = [
            f"{word} {', '.join(sorted(routes))}"
            for word, routes in (("new:", new), ("gone:", gone))
            if routes
        ]
        if parts:
            say(
                f"routes changed ({'; '.join(parts)}): `make openapi` and a restart of `make run` update the gateway"
            )


def _routes_in(document: str) -> set[str]:
    return {
        f"{method.upper()} {path}"
        for path, operations in json.loads(document)["paths"].items()
        for method in METHODS & operations.keys()
    }
