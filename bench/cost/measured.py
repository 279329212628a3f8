"""The committed figures of `make bench-flat` and `make bench-load`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.cost.units import HandlerCost, Units
from bench.report import DOCS

__all__ = ["MeasuredUnits"]

FOLDER = DOCS / "performance"
DWIPPS = 100_000  # the fullest tables that were measured
FEW, MANY = 1, 8  # shards


@dataclass(frozen=True)
class MeasuredUnits:
    """Units by operation for each number of shards, and the handler's time and bytes."""

    by_shards: Mapping[int, Mapping[str, Units]]
    handler: Mapping[str, HandlerCost]

    @classmethod
    def read(cls) -> "MeasuredUnits":
        runs = [run for run in _read("flat")["runs"] if run["dwipps"] == DWIPPS]
        by_shards = {
            run["shards"]: {name: Units(**units) for name, units in run["operations"].items()} for run in runs
        }
        handler = _read("load")["handler"]
        return cls(
            by_shards, {name: HandlerCost(one["cpu_ms"], one["body_bytes"]) for name, one in handler.items()}
        )

    def units(self, operation: str, shards: int) -> Units:
        """Returns the units for a number of shards, by linear interpolation of the two that were measured."""
        few, many = (self.by_shards[number][operation] for number in (FEW, MANY))
        beyond = (shards - FEW) / (MANY - FEW)
        return few * (1 - beyond) + many * beyond


def _read(name: str) -> Any:  # noqa: ANN401  any JSON
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
