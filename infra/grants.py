"""Rights, as the owners of resources give them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

__all__ = ["Grant", "policy_document"]


@dataclass(frozen=True)
class Grant:
    """What may be done to which resources; both named, never by a wildcard action."""

    actions: Sequence[str]
    resources: Sequence[pulumi.Input[str]]


def policy_document(grants: Sequence[Grant]) -> pulumi.Output[str]:
    """The IAM policy that allows the grants and nothing else, as JSON."""
    return pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": list(grant.actions), "Resource": list(grant.resources)}
                for grant in grants
            ],
        }
    )
