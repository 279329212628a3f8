"""Rights, as the owners of resources give them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

__all__ = ["TRACE", "Condition", "Grant", "assumed_by", "document", "policy_document"]

Condition = Mapping[str, Mapping[str, pulumi.Input[str] | Sequence[pulumi.Input[str]]]]


@dataclass(frozen=True)
class Grant:
    """What may be done to which resources; both named, never by a wildcard action.

    Where AWS has nothing but `*` for a resource, `reason` says why, in PascalCase: it is the statement's Sid, so that
    whoever reads the policy in the account sees it too.
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
    """The IAM policy that allows the grants and nothing else, as JSON."""
    return document(grant.statement() for grant in grants)


def assumed_by(service: str, account_id: pulumi.Input[str] = "") -> pulumi.Output[str]:
    """The trust policy of a role that one of AWS's services takes on, as JSON; only for resources of the account.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html. Without an account for Lambda alone, whose
    documentation does not say that it names one when it takes on a role (docs/decisions/0057-lambdas-trust.md).
    """
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    ours = {"Condition": {"StringEquals": {"aws:SourceAccount": account_id}}} if account_id else {}
    return document([{**trust, **ours}])


def document(statements: Iterable[Mapping[str, Any]]) -> pulumi.Output[str]:
    """A policy of any kind, as JSON."""
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": list(statements)})
