"""Metrics counted from logs, where AWS publishes none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_aws import cloudwatch

from infra.watch.alarms import Metric

__all__ = ["Counted", "count_lines"]


@dataclass(frozen=True)
class Counted:
    """JSON log lines that match a pattern; `fields` become dimensions: name -> `$.field`.

    The pattern requires the fields too: a line without one is not counted.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
    """

    name: str
    log: cloudwatch.LogGroup
    pattern: str
    fields: Mapping[str, str] = field(default_factory=dict)


def count_lines(
    resource: str,
    counted: Counted,
    opts: pulumi.ResourceOptions,
    dimensions: Mapping[str, pulumi.Input[str]] | None = None,
) -> Metric:
    """Creates the metric filter, and returns its metric with the given `dimensions`."""
    namespace = f"{pulumi.get_project()}/{pulumi.get_stack()}"
    cloudwatch.LogMetricFilter(
        resource,
        log_group_name=counted.log.name,
        pattern=counted.pattern,
        metric_transformation={
            "namespace": namespace,
            "name": counted.name,
            "value": "1",
            "dimensions": dict(counted.fields) or None,
        },
        opts=opts,
    )
    return Metric(namespace, counted.name, dimensions or {})
