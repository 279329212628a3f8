"""Rights that the owners of resources grant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

__all__ = ["TRACE", "Condition", "Grant", "assumed_by", "document", "policy_document"]

Condition = Mapping[str, Mapping[str, pulumi.Input[str] | Sequence[pulumi.Input[str]]]]


@dataclass(frozen=True)
class Grant:
    """Actions on resources. No action is a wildcard.

    If AWS has no resource but `*`, `reason` says why, in PascalCase. It is the statement's Sid, so that it is visible
    in the account too.
    """

    actions: Sequence[str]
    resources: Sequence[pulumi.Input[str]]
    condition: Condition = field(default_factory=dict)
    reason: str = ""

    def statement(self) -> dict[str, Any]:
        return {
            **({"Sid": self.reason} if self.reason else {}),
            "Effect": "Allow",
            "Action": list(self.actions),
            "Resource": list(self.resources),
            **({"Condition": self.condition} if self.condition else {}),
        }


TRACE = Grant(["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"], reason="TracesHaveNoResource")


def policy_document(grants: Sequence[Grant]) -> pulumi.Output[str]:
    """Returns the IAM policy with exactly these grants, as JSON."""
    return document(grant.statement() for grant in grants)


def assumed_by(service: str, account_id: pulumi.Input[str] = "") -> pulumi.Output[str]:
    """Returns the trust policy of a role for a service, as JSON; only for resources of this account.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html. Only Lambda's has no account, because its
    documentation does not say that Lambda sends one (docs/decisions/0057-lambdas-trust.md).
    """
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    ours = {"Condition": {"StringEquals": {"aws:SourceAccount": account_id}}} if account_id else {}
    return document([{**trust, **ours}])


def document(statements: Iterable[Mapping[str, Any]]) -> pulumi.Output[str]:
    """Returns any policy as JSON."""
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": list(statements)})
