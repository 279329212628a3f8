"""Waits until alarms have ended."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import is_passing

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient

__all__ = ["wait_until_quiet"]

POLL_SECONDS = 10


def wait_until_quiet(
    client: "CloudWatchClient",
    alarms: Sequence[str],
    minutes: int,
    pause: Callable[[float], None],
    tell: Callable[[str], None],
) -> Sequence[str]:
    """Those of the alarms that still call after so many minutes."""
    calling = _calling(client, alarms)
    if not calling:
        return calling
    tell(f"waiting for at most {minutes} minutes until {', '.join(calling)} is quiet")
    for _ in range(0, 60 * minutes, POLL_SECONDS):
        pause(POLL_SECONDS)
        try:
            calling = _calling(client, alarms)
        except (BotoCoreError, ClientError) as error:
            if not is_passing(error):
                raise
        if not calling:
            break
    return calling


def _calling(client: "CloudWatchClient", alarms: Sequence[str]) -> list[str]:
    """An alarm without data does not call: CodeDeploy stops at ALARM alone."""
    if not alarms:  # without names CloudWatch would tell all of the account's
        return []
    found = client.describe_alarms(AlarmNames=alarms, AlarmTypes=["MetricAlarm"])["MetricAlarms"]
    return [alarm["AlarmName"] for alarm in found if alarm["StateValue"] == "ALARM"]
