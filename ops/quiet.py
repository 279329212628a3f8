"""Waits for the end of alarms."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ops.polling import polled

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient

__all__ = ["wait_until_quiet"]


def wait_until_quiet(
    client: "CloudWatchClient",
    alarms: Sequence[str],
    minutes: int,
    pause: Callable[[float], None],
    report: Callable[[str], None],
) -> Sequence[str]:
    """Returns the alarms that are still in ALARM after these minutes."""
    calling = _calling(client, alarms)
    if not calling:
        return calling
    report(f"waiting up to {minutes} minutes for the end of {', '.join(calling)}")
    for _, calling in polled(lambda: _calling(client, alarms), 60 * minutes, pause, report):
        if not calling:
            break
    return calling


def _calling(client: "CloudWatchClient", alarms: Sequence[str]) -> list[str]:
    """Returns the alarms in ALARM. Those without data are left out: they do not stop CodeDeploy."""
    if not alarms:  # without names CloudWatch returns all alarms of the account
        return []
    found = client.describe_alarms(AlarmNames=alarms, AlarmTypes=["MetricAlarm"])["MetricAlarms"]
    return [alarm["AlarmName"] for alarm in found if alarm["StateValue"] == "ALARM"]
