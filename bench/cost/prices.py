"""The price list, prices.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PRICES", "Price", "read_prices"]

FILE = Path(__file__).parent / "prices.toml"


@dataclass(frozen=True)
class Price:
    """Dollars by quantity. A tier is its upper limit in units per month, and dollars per unit."""

    service: str
    unit: str
    tiers: Sequence[Sequence[float]]
    source: str
    read: str
    free: float = 0
    unverified: str = ""

    def cost(self, quantity: float) -> float:
        """Returns the dollars for this many units in a month, including the free ones."""
        dollars, below = 0.0, 0.0
        for end, price in self.tiers:
            dollars += max(0.0, min(quantity, end) - below) * price
            below = end
        return dollars

    def free_of(self, quantity: float) -> float:
        """Returns what the free units would have cost."""
        return self.cost(min(quantity, self.free))


def read_prices() -> Mapping[str, Price]:
    """Returns the prices by their names in the file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: Price(**fields) for name, fields in table.items() if isinstance(fields, dict)}


PRICES = read_prices()
