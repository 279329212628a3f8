"""Measures the frameworks alone, the whole request, and the whole without DynamoDB."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.cold.functions import OURS, PEERS, REAL, build, versions
from bench.goals import Goal, raw_goals
from bench.report import DOCS, place, report
from bench.warm.blocks import Found, RequestTimes
from bench.warm.framework import frameworks
from bench.warm.memory import memory
from bench.warm.peers import WAYS
from bench.warm.plot import plot
from bench.warm.whole import whole

FASTAPI = next(peer for peer in PEERS if peer.name == "fastapi")


def main() -> None:
    alone, together, remembered = frameworks(), whole(), memory()
    parts = [
        ("A framework alone", "µs", 1, alone),
        ("The whole, on DynamoDB Local", "ms", 1000, together),
        ("The same, with DynamoDB's answers from memory", "µs", 1, remembered),
    ]
    plot(parts, (OURS.label, REAL.label), DOCS / "performance" / "warm.svg")
    place("warm-whole", _header(together), _rows(together, REAL.label, 1000, "ms"))
    place("warm-memory", _header(remembered), _rows(remembered, REAL.label, 1, "µs"))
    raw = {
        "alone": _raw(alone),
        "whole": _raw(together),
        "memory": _raw(remembered),
        "versions": {one.name: versions(build(one)) for one in (OURS, *PEERS)},
        **raw_goals(*_goals(alone, together)),
    }
    report("warm", _header(alone), _rows(alone, OURS.label, 1, "µs"), raw)


def _header(found: Found) -> Sequence[str]:
    operations = next(iter(found.values()))
    return ["median (99th percentile), ours / it", *operations]


def _rows(found: Found, ours: str, size: float, unit: str) -> list[list[str]]:
    return [
        [label, *(_cell(one, found[ours][name], size, unit) for name, one in took.items())]
        for label, took in found.items()
    ]


def _cell(one: RequestTimes, ours: RequestTimes, size: float, unit: str) -> str:
    digits = 1 if size > 1 else 0
    times = f"{one.median / size:,.{digits}f} {unit} ({one.worst_percent / size:,.{digits}f})"
    return times if one == ours else f"{times}, {ours.of(one):.2f}"


def _raw(found: Found) -> Mapping[str, Any]:
    """Returns microseconds."""
    return {label: {name: one.raw for name, one in took.items()} for label, took in found.items()}


def _goals(alone: Found, together: Found) -> Sequence[Goal]:
    """Returns the goals. The whole is compared with the fastest of the FastAPI variants."""
    whole = together[REAL.label]["feed"]
    return (
        Goal(
            "feed page of 25, framework alone: ours / FastAPI + Mangum",
            alone[OURS.label]["feed"].of(alone[FASTAPI.label]["feed"]),
            1.00,
        ),
        Goal(
            "feed page of 25, whole: ours / FastAPI + boto3, the fastest way",
            max(whole.of(together[way.label]["feed"]) for way in WAYS),
            0.90,
        ),
    )


if __name__ == "__main__":
    main()
