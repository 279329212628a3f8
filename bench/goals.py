"""What the measurements are to reach: a table of the goals that the raw figures in docs/performance/ tell of."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bench.report import DOCS, place

__all__ = ["Goal", "told"]


@dataclass(frozen=True)
class Goal:
    """A figure, and what it is to be at most; without a unit it is a ratio."""

    what: str
    measured: float
    at_most: float
    unit: str = ""

    @property
    def row(self) -> tuple[str, str, str, str]:
        met = "met" if self.measured <= self.at_most else "missed"
        return self.what, self._figure(self.measured), f"≤ {self._figure(self.at_most)}", met

    def _figure(self, number: float) -> str:
        return f"{number:.2f} {self.unit}".strip()


def told(*goals: Goal) -> dict[str, Any]:
    """For the raw figures of a measurement."""
    return {"goals": [asdict(goal) for goal in goals]}


def main() -> None:
    place("goals", ("What", "measured", "goal", ""), [goal.row for goal in _goals()])


def _goals() -> Iterator[Goal]:
    for file in sorted((DOCS / "performance").glob("*.json")):
        yield from (Goal(**goal) for goal in json.loads(file.read_text("utf-8")).get("goals", []))


if __name__ == "__main__":
    main()
