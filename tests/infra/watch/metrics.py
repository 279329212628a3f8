"""Generated metrics: what is published, when it arrives, and its statistics."""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["MetricKey", "Published", "Series", "key"]

Series = Sequence[float | None]  # newest first; None without data


@dataclass(frozen=True)
class MetricKey:
    """One metric. Different dimensions are different metrics."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]


def key(namespace: str, name: str, dimensions: Mapping[str, str]) -> MetricKey:
    return MetricKey(namespace, name, frozenset(dimensions.items()))


class Published:
    """Data by metric and minute. It can be read `late` minutes after its minute."""

    def __init__(self, late: int = 0) -> None:
        self._late = late
        self._data: dict[MetricKey, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))

    def put(self, metric: MetricKey, minute: int, *values: float) -> None:
        self._data[metric][minute].extend(values)

    def knows(self, metric: MetricKey) -> bool:
        """Returns whether the metric has any data."""
        return metric in self._data

    def periods(self, metric: MetricKey, statistic: str, minutes: int, count: int, now: int) -> Series:
        """Returns the statistic of each of the last periods before `now`, newest first."""
        ends = (now - number * minutes for number in range(count))
        return [self._period(metric, statistic, range(end - minutes, end), now) for end in ends]

    def _period(self, metric: MetricKey, statistic: str, minutes: range, now: int) -> float | None:
        data = self._data.get(metric, {})
        arrived = (minute for minute in minutes if minute + self._late < now)
        values = [value for minute in arrived for value in data.get(minute, ())]
        return _statistic(statistic)(values) if values else None


def _statistic(name: str) -> Callable[[Sequence[float]], float]:
    if name.startswith("p"):
        return lambda values: _percentile(values, float(name[1:]))
    return STATISTICS[name]


def _average(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _percentile(values: Sequence[float], percent: float) -> float:
    """Returns the smallest value that this many of 100 values do not exceed."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Average": _average,
    "Maximum": max,
    "Sum": math.fsum,
}
