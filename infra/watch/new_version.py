"""Whether a version that has just been released is sound."""

import pulumi

from infra.functions.function import Function
from infra.watch.alarms import Alarm, Metric
from infra.watch.counted import Counted, count_lines

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
    metrics, meaning = [died, _logged(name, function, opts)], "The newest version of the API fails."
    return Alarm("new-version-errors", "release-failed", meaning, metrics, ERRORS, minutes=1)


def _logged(name: str, function: Function, opts: pulumi.ResourceOptions) -> Metric:
    """An answer 500 is no error to Lambda, so the app's log is counted, which says the version in each line."""
    pattern = '{ $.level = "ERROR" && $.functionVersion = "*" }'
    counted = Counted("Errors", function.log, pattern, {DIMENSION: "$.functionVersion"})
    return count_lines(f"{name}-errors", counted, opts, {DIMENSION: function.version})
