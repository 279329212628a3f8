"""The alarm that judges a released version."""

import pulumi

from infra.functions.function import Function
from infra.watch.alarms import Alarm, Metric
from infra.watch.counted import Counted, count_lines

__all__ = ["new_version_alarm"]

ERRORS_PER_MINUTE = 3  # in a minute
DIMENSION = "FunctionVersion"


def new_version_alarm(name: str, function: Function, opts: pulumi.ResourceOptions) -> Alarm:
    """Returns the alarm on the newest version: its crashed runs, and the errors that it logged."""
    died = Metric(
        "AWS/Lambda",
        "Errors",
        {
            "FunctionName": function.name,
            "Resource": pulumi.Output.concat(function.name, ":", function.alias_name),
            "ExecutedVersion": function.version,
        },
    )
    metrics, meaning = [died, _logged(name, function, opts)], "The newest version of the API fails."
    return Alarm("new-version-errors", "release-failed", meaning, metrics, ERRORS_PER_MINUTE, minutes=1)


def _logged(name: str, function: Function, opts: pulumi.ResourceOptions) -> Metric:
    """Counts errors in the app's log by version: a response 500 is not an error for Lambda."""
    pattern = '{ $.level = "ERROR" && $.functionVersion = "*" }'
    counted = Counted("Errors", function.log, pattern, {DIMENSION: "$.functionVersion"})
    return count_lines(f"{name}-errors", counted, opts, {DIMENSION: function.version})
