"""Faults that AWS reports as events, which rules send to the topic, and faults that nothing reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.infra.watch.stacks import WatchedStack

__all__ = ["UNWATCHED", "Event", "events"]

# Why they raise no alarm.
UNWATCHED: Mapping[str, str] = {
    "Requests do not reach the gateway: DNS, certificate, region": "Nothing in the account sees them. Monitor"
    " `/api/v1/health` from outside.",
    "A stream is not read: its mapping is disabled or has lost its rights": "Lambda publishes no metric about"
    " batches that it does not fetch. `aws lambda list-event-source-mappings` shows it, see"
    " [worker-behind](runbooks/worker-behind.md). Changes wait for a day and are then lost.",
    "A reset or resend sends no mail, because Cognito's 50 mails of the day are used up": "Cognito returns the same"
    " error as for too many requests of one person, and the API must not reveal who exists. The next registration"
    " starts the alarm.",
    "A wrong answer, with status 200": "Only tests find it.",
    "The bill": "`monthlyBudget` sends a mail; it is not an alarm.",
}


@dataclass(frozen=True)
class Event:
    """An event, and the rule that must forward it."""

    kind: str
    people: str
    rule: str
    event: Mapping[str, Any]
    runbook: str


def events(stack: WatchedStack) -> Sequence[Event]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html"""
    failed = {
        "source": "aws.codepipeline",
        "detail-type": "CodePipeline Pipeline Execution State Change",
        "detail": {"pipeline": stack.pipeline, "execution-id": "01234567", "state": "FAILED"},
    }
    return [Event("A run of the pipeline fails", "nothing", "deliver-failed", failed, "pipeline-failed")]
