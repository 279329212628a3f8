"""What the measurements are to reach: a table of the goals that the raw figures in docs/performance/ tell of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
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
    """For the raw figures of a measurement, with the time at which it ended."""
    return {
        "goals": [asdict(goal) for goal in goals],
        "ended": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def main() -> None:
    raw = [found for found in _raw() if "goals" in found]
    goals = [Goal(**goal) for goal in chain.from_iterable(found["goals"] for found in raw)]
    place("goals", ("What", "measured", "goal", ""), [goal.row for goal in goals], _when(raw))


def _raw() -> Sequence[Mapping[str, Any]]:
    files = sorted((DOCS / "performance").glob("*.json"))
    return [json.loads(file.read_text("utf-8")) for file in files]


def _when(raw: Sequence[Mapping[str, Any]]) -> str:
    """How far the measurements lie apart: a table of one run says so."""
    ended = sorted(datetime.fromisoformat(found["ended"]) for found in raw)
    last, minutes = ended[-1], (ended[-1] - ended[0]).total_seconds() / 60
    return f"\n\nMeasured within {minutes:.0f} minutes, until {last:%Y-%m-%d %H:%M} UTC, by `make bench`."


if __name__ == "__main__":
    main()
