"""The committed figures of `make bench-flat` and `make bench-load`: what an operation takes."""

import json
import sys
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from operator import add
from typing import Any

from bench.report import DOCS

__all__ = ["HandlerCost", "MeasuredUnits", "Units"]

DWIPPS = 100_000  # the fullest tables that were measured
FEW, MANY = 1, 8  # shards


@dataclass(frozen=True)
class Units:
    """Read and write units; sequential round trips to DynamoDB; calls to Cognito."""

    read: float = 0
    write: float = 0
    trips: float = 0
    cognito: float = 0

    def __add__(self, other: "Units") -> "Units":
        return Units(*map(add, astuple(self), astuple(other)))

    def __mul__(self, factor: float) -> "Units":
        return Units(*(factor * one for one in astuple(self)))


@dataclass(frozen=True)
class HandlerCost:
    """The handler's processor time in ms, and bytes of the response body."""

    cpu_ms: float
    body_bytes: float


@dataclass(frozen=True)
class MeasuredUnits:
    """Units by operation for each number of shards, and the handler's time and bytes."""

    by_shards: Mapping[int, Mapping[str, Units]]
    handler: Mapping[str, HandlerCost]

    @classmethod
    def read(cls) -> "MeasuredUnits":
        runs = [run for run in _read("flat")["runs"] if run["dwipps"] == DWIPPS]
        return cls(
            {run["shards"]: {name: Units(**one) for name, one in run["operations"].items()} for run in runs},
            {
                name: HandlerCost(one["cpu_ms"], one["body_bytes"])
                for name, one in _read("load")["handler"].items()
            },
        )

    def units(self, operation: str, shards: int) -> Units:
        """Returns the units for a number of shards, by linear interpolation of the two that were measured."""
        if any(operation not in self.by_shards[number] for number in (FEW, MANY)):
            sys.exit(_missing("flat", operation, "bench/flat/operations.py"))
        few, many = (self.by_shards[number][operation] for number in (FEW, MANY))
        beyond = (shards - FEW) / (MANY - FEW)
        return few * (1 - beyond) + many * beyond

    def handler_cost(self, operation: str) -> HandlerCost:
        if operation not in self.handler:
            sys.exit(_missing("load", operation, "bench/load/figures.py and plans.py"))
        return self.handler[operation]


def _missing(name: str, operation: str, where: str) -> str:
    return (
        f"docs/performance/{name}.json has no figures for {operation!r}: list it in {where}, "
        f"then run `make bench-{name}`"
    )


def _read(name: str) -> Any:  # noqa: ANN401  any JSON
    return json.loads((DOCS / "performance" / f"{name}.json").read_text(encoding="utf-8"))
