"""Evaluates an alarm like CloudWatch, as far as the project uses it, by its documentation:

- evaluation, M out of N, missing data:
  https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
- metric math: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
- missing data of AWS/DynamoDB is always ignored:
  https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.infra.watch.metrics import MetricKey, Published, Series, key

__all__ = ["ALARM", "OK", "WatchedAlarm", "judge"]

OK, ALARM = "OK", "ALARM"
MORE = 2  # further periods that are read, in case some of the evaluated ones have no data
SUMMAND = re.compile(r"FILL\((?P<filled>\w+), (?P<value>\d+)\)|(?P<plain>\w+)")


@dataclass(frozen=True)
class WatchedAlarm:
    """An alarm, from the inputs that the program registers."""

    name: str
    inputs: Mapping[str, Any]

    @property
    def metrics(self) -> Mapping[str, MetricKey]:
        """Returns the metrics by their ids in the expression."""
        stats = {one["id"]: one["metric"] for one in self.inputs["metricQueries"] if "metric" in one}
        return {
            id: key(one["namespace"], one["metricName"], one["dimensions"] or {}) for id, one in stats.items()
        }

    @property
    def period(self) -> int:
        """Returns the period in minutes, which is the same for all its metrics."""
        (seconds,) = {one["metric"]["period"] for one in self.inputs["metricQueries"] if "metric" in one}
        return int(seconds) // 60

    @property
    def statistic(self) -> str:
        (name,) = {one["metric"]["stat"] for one in self.inputs["metricQueries"] if "metric" in one}
        return str(name)

    @property
    def expression(self) -> str:
        (expression,) = (one["expression"] for one in self.inputs["metricQueries"] if one.get("returnData"))
        return str(expression)

    @property
    def periods(self) -> int:
        """Returns the number of evaluated periods: the N of M out of N."""
        return int(self.inputs["evaluationPeriods"])

    @property
    def runbook(self) -> str:
        """Returns the page that the description links."""
        return str(re.findall(r"/docs/runbooks/([\w-]+)\.md", self.inputs["alarmDescription"])[0])

    def state(self, published: Published, now: int, before: str) -> str:
        """Returns the state at a minute, given the state before."""
        assert self.inputs["comparisonOperator"] == "GreaterThanOrEqualToThreshold"
        breaching = [
            None if one is None else one >= self.inputs["threshold"] for one in self._points(published, now)
        ]
        return judge(breaching, int(self.inputs["datapointsToAlarm"]), self.periods, self._missing(), before)

    def _points(self, published: Published, now: int) -> Series:
        series = {
            id: published.periods(metric, self.statistic, self.period, self.periods + MORE, now)
            for id, metric in self.metrics.items()
        }
        return calculate(self.expression, series)

    def _missing(self) -> str:
        if any(metric.namespace == "AWS/DynamoDB" for metric in self.metrics.values()):
            return "ignore"
        return str(self.inputs["treatMissingData"])


def calculate(expression: str, series: Mapping[str, Series]) -> Series:
    """Returns a sum of metrics, some of them filled. If only some have data, the others count as 0."""
    summands = [_summand(SUMMAND.fullmatch(part), series) for part in expression.split(" + ")]
    return [
        None if all(one is None for one in point) else sum(one or 0 for one in point)
        for point in zip(*summands, strict=True)
    ]


def _summand(part: re.Match[str] | None, series: Mapping[str, Series]) -> Series:
    assert part, "an expression that this evaluator does not know"
    if part["plain"]:
        return series[part["plain"]]
    return [float(part["value"]) if one is None else one for one in series[part["filled"]]]


def judge(points: Sequence[bool | None], to_alarm: int, periods: int, missing: str, before: str) -> str:
    """Returns the state from the points, newest first: which are breaching, and which are missing."""
    there = [one for one in points if one is not None][:periods]
    if len(there) < periods and missing != "ignore":
        there += [{"breaching": True, "notBreaching": False}[missing]] * (periods - len(there))
    if sum(there) >= to_alarm:
        return ALARM
    # Too few breaching points and no other data: with `ignore` the state stays.
    return OK if len(there) == periods or False in there else before
