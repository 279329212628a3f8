"""The results of the starts of one function."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.cold.starts import Start

__all__ = ["HEADER", "ColdStarts"]

HEADER = (
    "",
    "import, client made",
    "first request",
    "both: median (quartiles)",
    "of FastAPI's",
    "million instructions",
    "of FastAPI's",
    "modules",
)
NONE = "–"


@dataclass(frozen=True)
class ColdStarts:
    """Starts in milliseconds; millions of instructions, or None without valgrind."""

    name: str
    label: str
    starts: Sequence[Start]
    instructions: float | None

    @property
    def total(self) -> float:
        """Returns the median."""
        return statistics.median(start.total for start in self.starts)

    @property
    def quartiles(self) -> tuple[float, float]:
        lower, _, upper = statistics.quantiles((start.total for start in self.starts), n=4)
        return lower, upper

    def of(self, other: "ColdStarts") -> float:
        """Returns the ratio to another function's time: the median of the rounds."""
        rounds = zip(self.starts, other.starts, strict=True)
        return statistics.median(mine.total / its.total for mine, its in rounds)

    def row(self, reference: "ColdStarts") -> tuple[str, ...]:
        lower, upper = self.quartiles
        counted = self.instructions and reference.instructions
        return (
            self.label,
            f"{statistics.median(start.imported for start in self.starts):.0f} ms",
            f"{statistics.median(start.answered for start in self.starts):.1f} ms",
            f"{self.total:.0f} ms ({lower:.0f}–{upper:.0f})",
            f"{self.of(reference):.2f}",
            f"{self.instructions:,.0f}" if self.instructions else NONE,
            f"{(self.instructions or 0) / counted:.2f}" if counted else NONE,
            str(self.starts[0].modules),
        )
