"""What was measured, in figures and as rows of tables."""

import statistics
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from bench.load.rounds import CLIENTS, Measured

__all__ = ["HANDLER_HEADER", "HEADER", "LABELS", "figures", "handler_rows", "rows"]

LABELS = {
    "health": "`/health`",
    "feed": "feed, a page of 25",
    "create": "create",
    "upvote": "upvote",
}
HEADER = ("Operation", "clients", "p50", "p95", "p99", "requests a second")
HANDLER_HEADER = (
    "Operation",
    "through the front door",
    "the handler alone",
    "of that its processor time",
    "between them",
)

Figures = dict[str, Any]


def figures(measured: Measured) -> Figures:
    """`front_door_less_handler_ms` is that of the operation where it is largest."""
    less_handler = {name: _less_handler(measured, name) for name in LABELS}
    return {
        "front_door_less_handler_ms": max(less_handler.values()),
        "less_handler_ms": less_handler,
        "cells": {name: {str(n): _cell(measured, name, n) for n in CLIENTS} for name in LABELS},
        "handler": {name: _handler(measured, name) for name in LABELS},
    }


def _less_handler(measured: Measured, name: str) -> float:
    """The median of the turns' differences of medians: what slows the machine down slows both of a turn."""
    turns = zip(measured.ms[name][1], measured.handled[name], strict=True)
    return statistics.median(
        statistics.median(door) - statistics.median(one["ms"] for one in handled) for door, handled in turns
    )


def _cell(measured: Measured, name: str, clients: int) -> dict[str, float]:
    ms = sorted(chain.from_iterable(measured.ms[name][clients]))
    return {
        "requests": len(ms),
        **{f"p{share}_ms": _percentile(ms, share) for share in (50, 95, 99)},
        "per_second": statistics.median(measured.per_second[name][clients]),
    }


def _handler(measured: Measured, name: str) -> dict[str, float]:
    handled = list(chain.from_iterable(measured.handled[name]))
    return {
        "requests": len(handled),
        "p50_ms": statistics.median(one["ms"] for one in handled),
        "cpu_ms": statistics.median(one["cpu_ms"] for one in handled),
        "body_bytes": statistics.median(one["size"] for one in handled),
    }


def _percentile(ascending: Sequence[float], share: int) -> float:
    return ascending[min(len(ascending) - 1, len(ascending) * share // 100)]


def rows(figures: Figures) -> Iterator[list[str]]:
    """An operation by a number of clients."""
    for name, label in LABELS.items():
        for clients, cell in figures["cells"][name].items():
            times = [f"{cell[f'p{share}_ms']:.1f} ms" for share in (50, 95, 99)]
            yield [label, clients, *times, f"{cell['per_second']:.0f}"]


def handler_rows(figures: Figures) -> Iterator[list[str]]:
    """Medians of one client, and of the handler."""
    for name, label in LABELS.items():
        handler, door = figures["handler"][name], figures["cells"][name]["1"]["p50_ms"]
        times = (door, handler["p50_ms"], handler["cpu_ms"], figures["less_handler_ms"][name])
        yield [label, *(f"{ms:.1f} ms" for ms in times)]
