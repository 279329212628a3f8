"""Whether a version that has just been released is sound."""

import pulumi
from pulumi_aws import cloudwatch

from infra.function import Function
from infra.watching.alarms import Alarm, Metric

__all__ = ["new_version_alarm"]

ERRORS = 3  # in a minute
DIMENSION = "FunctionVersion"


def new_version_alarm(name: str, function: Function, opts: pulumi.ResourceOptions) -> Alarm:
    """Of the newest version alone: its runs that died, and the errors that it answered and logged."""
    died = Metric(
        "AWS/Lambda",
        "Errors",
        {
            "FunctionName": function.name,
            "Resource": pulumi.Output.concat(function.name, ":", function.alias_name),
            "ExecutedVersion": function.version,
        },
    )
    metrics, meaning = [died, _logged(name, function, opts)], "The new version fails."
    return Alarm("new-version-errors", "release-failed", meaning, metrics, ERRORS, minutes=1)


def _logged(name: str, function: Function, opts: pulumi.ResourceOptions) -> Metric:
    """An answer 500 is no error to Lambda, so the app's log is counted, which says the version in each line."""
    namespace = f"{pulumi.get_project()}/{pulumi.get_stack()}"
    cloudwatch.LogMetricFilter(
        f"{name}-errors",
        log_group_name=function.log.name,
        pattern='{ $.level = "ERROR" }',
        metric_transformation={
            "namespace": namespace,
            "name": "Errors",
            "value": "1",
            "dimensions": {DIMENSION: "$.functionVersion"},
        },
        opts=opts,
    )
    return Metric(namespace, "Errors", {DIMENSION: function.version})
