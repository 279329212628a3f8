"""What is watched: each alarm, the metrics that it adds up, and when it calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch

from infra.bundle.source import Source

__all__ = ["Alarm", "Alarms", "AlarmsArgs", "Metric"]

MINUTE = 60
LATE = 2  # periods, of which the newest data may not be there yet


@dataclass(frozen=True)
class Metric:
    """A metric as AWS publishes it: with exactly these dimensions, or it is another one, which has no data."""

    namespace: str
    name: str
    dimensions: Mapping[str, pulumi.Input[str]]


@dataclass(frozen=True)
class Alarm:
    """Calls where `statistic` of the metrics' sum reaches `threshold` in so many `periods`, of some minutes each.

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
    alarms: Sequence[Alarm]
    topic_arn: pulumi.Input[str]
    source: Source


class Alarms(pulumi.ComponentResource):
    """Alarms, and their `names`. They tell the topic when they begin and when they end."""

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
        opts=opts,
    )


def _queries(alarm: Alarm) -> Sequence[Mapping[str, object]]:
    """Where a metric has no data it counts as 0.

    Without that an alarm on DynamoDB would go on for ever: DynamoDB publishes nothing while nothing is wrong, and
    CloudWatch ignores missing data of AWS/DynamoDB whatever `treat_missing_data` says (PutMetricAlarm in its API
    reference). But then data that comes late is 0 at first too, and an alarm that looks at the newest period alone
    might never call: hence those that are LATE.
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
