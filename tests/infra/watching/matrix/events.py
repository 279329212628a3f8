"""Faults that AWS tells as events, which rules pass on to the topic, and faults that nothing tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.infra.watching.stacks import Stack

__all__ = ["UNWATCHED", "Event", "events"]

# Why they call nobody.
UNWATCHED: Mapping[str, str] = {
    "Nobody reaches the gateway: DNS, certificate, region": "Nothing in the account sees requests that do not arrive."
    " Ask `/api/v1/health` from outside it.",
    "A stream is not read any more: its mapping is off, or has lost its rights": "Lambda publishes nothing about"
    " batches that it does not fetch. `aws lambda list-event-source-mappings` tells, see"
    " [worker-behind](runbooks/worker-behind.md). Changes wait for a day, then they are lost.",
    "A code of a reset or a resend is not mailed, since Cognito's 50 of the day are used up": "Cognito tells it as it"
    " tells somebody who has asked too often, and the API must not tell who exists. The next registration calls.",
    "A wrong answer, with status 200": "Tests are for that.",
    "The bill": "A budget belongs to the account, not to a stack.",
}


@dataclass(frozen=True)
class Event:
    """An event, and the rule that has to pass it on."""

    kind: str
    people: str
    rule: str
    event: Mapping[str, Any]
    runbook: str


def events(stack: Stack) -> Sequence[Event]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html"""
    failed = {
        "source": "aws.codepipeline",
        "detail-type": "CodePipeline Pipeline Execution State Change",
        "detail": {"pipeline": stack.pipeline, "execution-id": "01234567", "state": "FAILED"},
    }
    return [Event("A run of the pipeline fails", "nothing", "deliver-failed", failed, "pipeline-failed")]
