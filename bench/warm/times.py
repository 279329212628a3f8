"""Calls functions in turn, in blocks, so that other load of the machine slows all of them equally."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bench.cold.events import Event
from bench.cold.process import HandlerProcess

__all__ = ["Found", "RequestTimes", "by_function", "in_turn"]

WARM_UP = 10  # requests of a block that are not counted: another process has had the processor's caches


@dataclass(frozen=True)
class RequestTimes:
    """Microseconds of each request, by block. The blocks of one round are at the same index for all functions."""

    blocks: Sequence[Sequence[float]]

    @property
    def requests(self) -> Sequence[float]:
        return list(chain.from_iterable(self.blocks))

    @property
    def median(self) -> float:
        return statistics.median(self.requests)

    @property
    def worst_percent(self) -> float:
        """Returns the 99th percentile."""
        return statistics.quantiles(self.requests, n=100)[98]

    def of(self, other: "RequestTimes") -> float:
        """Returns the ratio to another's time: the median of the rounds."""
        rounds = zip(self.blocks, other.blocks, strict=True)
        return statistics.median(statistics.median(mine) / statistics.median(its) for mine, its in rounds)

    @property
    def raw(self) -> Mapping[str, float]:
        """Returns a summary, because the times of all requests would be megabytes."""
        return {"requests": len(self.requests), "median": self.median, "p99": self.worst_percent}


Found = Mapping[str, Mapping[str, RequestTimes]]  # by function and operation


def in_turn(
    functions: Mapping[str, HandlerProcess],
    events: Mapping[str, Iterator[Event]],
    status: int,
    *,
    blocks: int,
    requests: int,
) -> Mapping[str, RequestTimes]:
    """Returns the times of this many requests in each block, by function. Each response has this status."""
    took: dict[str, list[Sequence[float]]] = {name: [] for name in functions}
    for _ in range(blocks):
        for name, function in functions.items():
            block = function.ask(list(islice(events[name], WARM_UP + requests)), uncounted=WARM_UP)
            assert block.status == status, (name, block.answer)
            took[name].append(block.took)
    return {name: RequestTimes(asked) for name, asked in took.items()}


def by_function(operations: Found) -> Found:
    """Returns the times by function and operation, from those by operation and function."""
    functions = next(iter(operations.values()))
    return {label: {name: took[label] for name, took in operations.items()} for label in functions}
