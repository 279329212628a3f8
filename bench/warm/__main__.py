"""Measures the frameworks alone, the whole request, and the whole without DynamoDB."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.charts import bars, picture
from bench.cold.functions import OURS, PEERS, REAL, versions
from bench.goals import Goal, raw_goals
from bench.report import place, report
from bench.warm.comparisons import FASTAPI, WAYS, frameworks, memory, whole
from bench.warm.times import Found, RequestTimes

MICROSECONDS, MILLISECONDS = ("µs", 1), ("ms", 1000)

Unit = tuple[str, float]  # and its length in microseconds


def main() -> None:
    alone, together, remembered = frameworks(), whole(), memory()
    _draw(
        ("A framework alone", MICROSECONDS, alone),
        ("The whole, on DynamoDB Local", MILLISECONDS, together),
        ("The same, with DynamoDB's answers from memory", MICROSECONDS, remembered),
    )
    place("warm-whole", *_table(together, REAL.label, MILLISECONDS))
    place("warm-memory", *_table(remembered, REAL.label, MICROSECONDS))
    raw = {
        "alone": _raw(alone),
        "whole": _raw(together),
        "memory": _raw(remembered),
        "versions": {one.name: versions(one) for one in (OURS, *PEERS)},
        **raw_goals(*_goals(alone, together)),
    }
    report("warm", *_table(alone, OURS.label, MICROSECONDS), raw)


def _table(found: Found, ours: str, unit: Unit) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Returns the header and the rows."""
    rows = [
        [label, *(_cell(one, found[ours][name], *unit) for name, one in took.items())]
        for label, took in found.items()
    ]
    return ["median (99th percentile), ours / it", *found[ours]], rows


def _cell(one: RequestTimes, ours: RequestTimes, unit: str, size: float) -> str:
    digits = 1 if size > 1 else 0
    times = f"{one.median / size:,.{digits}f} {unit} ({one.worst_percent / size:,.{digits}f})"
    return times if one == ours else f"{times}, {ours.of(one):.2f}"


def _raw(found: Found) -> Mapping[str, Any]:
    """Returns microseconds."""
    return {label: {name: one.raw for name, one in took.items()} for label, took in found.items()}


def _goals(alone: Found, together: Found) -> Sequence[Goal]:
    """Returns the goals. The whole is compared with the fastest of the FastAPI variants."""
    framework = alone[OURS.label]["feed"].of(alone[FASTAPI.label]["feed"])
    whole = max(together[REAL.label]["feed"].of(together[way.label]["feed"]) for way in WAYS)
    return (
        Goal("feed page of 25, framework alone: ours / FastAPI + Mangum", framework, 1.00),
        Goal("feed page of 25, whole: ours / FastAPI + boto3, the fastest way", whole, 0.90),
    )


def _draw(*parts: tuple[str, Unit, Found]) -> None:
    """Draws a row of panels for each part: a panel for each operation, with a bar for each function."""
    heights = [len(found) for *_, found in parts]
    with picture("warm", 0.42 * sum(heights) + 1.1 * len(parts)) as figure:
        rows = figure.subfigures(len(parts), 1, height_ratios=heights, squeeze=False)[:, 0]
        for row, (title, (unit, size), found) in zip(rows, parts, strict=True):
            row.suptitle(f"{title}, {unit}", x=0.01, ha="left", fontsize=12, fontweight="bold")
            operations = list(next(iter(found.values())))
            for axes, name in zip(row.subplots(1, len(operations), sharey=True), operations, strict=True):
                medians = {label: took[name].median / size for label, took in found.items()}
                bars(axes, name, medians, ours=(OURS.label, REAL.label))


if __name__ == "__main__":
    main()
