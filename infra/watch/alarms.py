"""Alarms, and the metrics that each adds up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch

from infra.bundle.source import Source

__all__ = ["Alarm", "Alarms", "AlarmsArgs", "Metric"]

MINUTE = 60
LATE = 2  # periods; data of the newest may not have arrived yet


@dataclass(frozen=True)
class Metric:
    """A metric with exactly the dimensions that AWS publishes. With others it would have no data."""

    namespace: str
    name: str
    dimensions: Mapping[str, pulumi.Input[str]]


@dataclass(frozen=True)
class Alarm:
    """Starts if `statistic` of the metrics' sum reaches `threshold` in `periods` periods of some minutes.

    Its runbook is docs/runbooks/<runbook>.md.
    """

    name: str
    runbook: str
    meaning: str
    metrics: Sequence[Metric]
    threshold: float
    statistic: str = "Sum"
    minutes: int = 5
    periods: int = 1


@dataclass(frozen=True)
class AlarmsArgs:
    """`region`: of the alarms, their metrics and their topic."""

    alarms: Sequence[Alarm]
    topic_arn: pulumi.Input[str]
    source: Source
    region: str


class Alarms(pulumi.ComponentResource):
    """Alarms and their `names`. They notify the topic when they start and when they end."""

    names: Sequence[pulumi.Output[str]]

    def __init__(self, name: str, args: AlarmsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Alarms", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.names = [_create(name, alarm, args, child).name for alarm in args.alarms]
        self.register_outputs({})


def _create(
    prefix: str, alarm: Alarm, args: AlarmsArgs, opts: pulumi.ResourceOptions
) -> cloudwatch.MetricAlarm:
    runbook = args.source.page(f"docs/runbooks/{alarm.runbook}.md")
    return cloudwatch.MetricAlarm(
        f"{prefix}-{alarm.name}",
        alarm_description=f"{alarm.meaning} What to do: {runbook}",
        alarm_actions=[args.topic_arn],
        ok_actions=[args.topic_arn],
        comparison_operator="GreaterThanOrEqualToThreshold",
        threshold=alarm.threshold,
        evaluation_periods=alarm.periods + LATE,
        datapoints_to_alarm=alarm.periods,
        treat_missing_data="notBreaching",
        metric_queries=_queries(alarm),
        region=args.region,
        opts=opts,
    )


def _queries(alarm: Alarm) -> Sequence[Mapping[str, object]]:
    """Counts missing data of a metric as 0.

    Otherwise an alarm on DynamoDB would never end: DynamoDB publishes nothing while nothing is wrong, and CloudWatch
    ignores missing data of AWS/DynamoDB whatever `treat_missing_data` says (PutMetricAlarm in its API reference). But
    late data is 0 at first too, so an alarm on the newest period alone might never start: hence the LATE periods.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (FILL)
    """
    metrics = {f"m{number}": metric for number, metric in enumerate(alarm.metrics)}
    total = " + ".join(f"FILL({id}, 0)" for id in metrics)
    return [
        {"id": "total", "expression": total, "label": alarm.name, "return_data": True},
        *({"id": id, "metric": _metric(metric, alarm)} for id, metric in metrics.items()),
    ]


def _metric(metric: Metric, alarm: Alarm) -> Mapping[str, object]:
    return {
        "namespace": metric.namespace,
        "metric_name": metric.name,
        "dimensions": dict(metric.dimensions),
        "period": alarm.minutes * MINUTE,
        "stat": alarm.statistic,
    }
