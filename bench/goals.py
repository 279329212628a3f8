"""The goals of the measurements, stored as tables with the raw figures in docs/performance/."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from bench.report import DOCS, README, place

__all__ = ["Goal", "goals", "raw_goals"]


@dataclass(frozen=True)
class Goal:
    """A figure and its upper bound. Without a unit it is a ratio."""

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


def raw_goals(*measured: Goal) -> dict[str, Any]:
    """Returns the goals as raw figures, with the time at which the measurement ended."""
    return {
        "goals": [asdict(goal) for goal in measured],
        "ended": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def main() -> None:
    place("goals", ("What", "measured", "goal", ""), [goal.row for goal in goals()], _when())
    place("fast", ("What", "ratio"), [goal.row[:2] for goal in goals() if not goal.unit], file=README)


def goals() -> Sequence[Goal]:
    """Returns the goals of the latest measurements."""
    return [Goal(**goal) for raw in _raw() for goal in raw["goals"]]


def _raw() -> Sequence[Mapping[str, Any]]:
    files = sorted((DOCS / "performance").glob("*.json"))
    return [raw for file in files if "goals" in (raw := json.loads(file.read_text("utf-8")))]


def _when() -> str:
    """Returns a note on when the first and the last of the measurements ended."""
    ended = sorted(datetime.fromisoformat(raw["ended"]) for raw in _raw())
    return f"\n\nMeasured from {ended[0]:%Y-%m-%d %H:%M} to {ended[-1]:%Y-%m-%d %H:%M} UTC, by `make bench`."


if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m bench.goals", description=__doc__).parse_args()
    main()
