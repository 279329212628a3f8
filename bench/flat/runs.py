"""The results at one number of Dwipps and shards, as rows of tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

__all__ = ["PAGES_HEADER", "Costs", "CostRun", "cost_rows", "costs_header", "growing", "page_rows"]

PAGES_HEADER = ("The feed of", "pages", "read units, the mean", "the most", "pages with a third round trip")
NONE = "–"
TWO_TRIPS = 2

Cost = Mapping[str, float]
Costs = Mapping[str, Cost]


@dataclass(frozen=True)
class CostRun:
    """Costs by operation, those of the original's design, and the number of feed pages per cost."""

    dwipps: int
    shards: int
    operations: Costs
    original: Costs
    pages: Sequence[Cost]


def costs_header(runs: Sequence[CostRun]) -> list[str]:
    sizes = [f"{size:,}" for size, _ in groupby(runs, lambda run: run.dwipps)]
    return ["Operation", *sizes, *(f"original, {size}" for size in sizes)]


def cost_rows(runs: Sequence[CostRun]) -> Iterator[list[str]]:
    """Returns one row per operation, or one per number of shards if they differ."""
    few, many = ([run for run in runs if run.shards == shards] for shards in sorted({r.shards for r in runs}))
    for name in few[0].operations:
        original = [_cell(run.original.get(name)) for run in runs if run.original]
        rows = {_label(name, chosen): _cells(chosen, name) for chosen in (few, many)}
        if len({tuple(row) for row in rows.values()}) == 1:
            rows = {name: _cells(few, name)}
        yield from ([label, *row, *original] for label, row in rows.items())


def growing(runs: Sequence[CostRun]) -> list[str]:
    """Returns the operations whose cost differs between sizes."""
    costs: dict[str, set[str]] = {}
    for run in runs:
        for name, cost in run.operations.items():
            costs.setdefault(_label(name, [run]), set()).add(_cell(cost))
    return [name for name, found in costs.items() if len(found) > 1]


def page_rows(runs: Sequence[CostRun]) -> Iterator[list[str]]:
    """Returns the distribution of the cost of the feed's pages."""
    for run in runs:
        pages = int(sum(cost["pages"] for cost in run.pages))
        read = sum(cost["read"] * cost["pages"] for cost in run.pages) / pages
        most = max(cost["read"] for cost in run.pages)
        more = int(sum(cost["pages"] for cost in run.pages if cost["trips"] > TWO_TRIPS))
        yield [_label(f"{run.dwipps:,} Dwipps", [run]), str(pages), f"{read:.2f}", f"{most:g}", str(more)]


def _label(name: str, runs: Sequence[CostRun]) -> str:
    shards = runs[0].shards
    return f"{name}, {shards} shard{'s' if shards > 1 else ''}"


def _cells(runs: Sequence[CostRun], name: str) -> list[str]:
    return [_cell(run.operations[name]) for run in runs]


def _cell(cost: Cost | None) -> str:
    return f"{cost['read']:g} · {cost['write']:g} · {cost['trips']:g}" if cost else NONE
