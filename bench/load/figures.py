"""The results as figures and as rows of tables."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from bench.load.client import SentRequest

__all__ = ["HANDLER_HEADER", "HEADER", "LABELS", "Figures", "Rounds", "figures", "handler_rows", "rows"]

# Writes come last, because fuller tables slow the emulator down.
LABELS = {"health": "`/health`", "feed": "feed, a page of 25", "create": "create", "upvote": "upvote"}
HEADER = ("Operation", "clients", "p50", "p95", "p99", "requests a second")
DOOR = "through the front door"
HANDLER_HEADER = ("Operation", DOOR, "the handler", "of that its processor time", "less the handler")

Figures = dict[str, Any]


Rounds = Sequence[tuple[float, Sequence[SentRequest]]]  # the seconds of each, and its requests


def figures(measured: Mapping[str, Mapping[int, Rounds]]) -> Figures:
    """Returns the figures of rounds by operation and number of clients."""
    alone = {name: _sent(measured[name][1]) for name in LABELS}
    return {
        "less_handler_ms": {
            name: median(one.ms - one.handler_ms for one in sent) for name, sent in alone.items()
        },
        "cells": {
            name: {str(clients): _cell(rounds) for clients, rounds in cells.items()}
            for name, cells in measured.items()
        },
        "handler": {name: _handler(sent) for name, sent in alone.items()},
    }


def _sent(rounds: Rounds) -> Sequence[SentRequest]:
    return [one for _, sent in rounds for one in sent]


def _cell(rounds: Rounds) -> dict[str, float]:
    ms = sorted(one.ms for one in _sent(rounds))
    return {
        "requests": len(ms),
        **{f"p{share}_ms": _percentile(ms, share) for share in (50, 95, 99)},
        "per_second": median(len(sent) / seconds for seconds, sent in rounds),
    }


def _handler(sent: Sequence[SentRequest]) -> dict[str, float]:
    return {
        "requests": len(sent),
        "p50_ms": median(one.handler_ms for one in sent),
        "cpu_ms": median(one.cpu_ms for one in sent),
        "body_bytes": median(one.size for one in sent),
    }


def _percentile(ascending: Sequence[float], share: int) -> float:
    return ascending[min(len(ascending) - 1, len(ascending) * share // 100)]


def rows(figures: Figures) -> Iterator[list[str]]:
    """Returns one row per operation and number of clients."""
    for name, label in LABELS.items():
        for clients, cell in figures["cells"][name].items():
            times = [f"{cell[f'p{share}_ms']:.1f} ms" for share in (50, 95, 99)]
            yield [label, clients, *times, f"{cell['per_second']:.0f}"]


def handler_rows(figures: Figures) -> Iterator[list[str]]:
    """Returns the medians for one client, and of the handler."""
    for name, label in LABELS.items():
        handler, door = figures["handler"][name], figures["cells"][name]["1"]["p50_ms"]
        times = (door, handler["p50_ms"], handler["cpu_ms"], figures["less_handler_ms"][name])
        yield [label, *(f"{ms:.1f} ms" for ms in times)]
