"""The cold starts of one function, each in a new process."""

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bench.cold.events import HEALTH
from bench.cold.functions import MeasuredFunction

__all__ = ["HEADER", "STRICT", "ColdStarts", "Start", "start"]

HEADER = (
    *("", "import, client made", "first request", "both: median (quartiles)", "of FastAPI's"),
    *("million instructions", "of FastAPI's", "modules"),
)
NONE = "–"
# With it a module without bytecode ends the process.
STRICT = """
import sys
from importlib.machinery import SourceFileLoader
def refuse(self, data, path, **_):
    sys.exit(f"compiled at start: {path}")
SourceFileLoader.source_to_code = refuse
"""


@dataclass(frozen=True)
class Start:
    """Milliseconds of the import and of the first request; the number of modules."""

    imported: float
    answered: float
    modules: int

    @property
    def total(self) -> float:
        return self.imported + self.answered


def start(function: MeasuredFunction, prelude: str = "") -> Start:
    """Imports a function and asks for its health."""
    with function.process(prelude) as process:
        found = process.ask([function.event(HEALTH)])
    if found.status != 200:
        sys.exit(f"{function.name} is not well: {found.answer}")
    return Start(found.imported, found.took[0] / 1e3, found.modules)


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
