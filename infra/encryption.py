"""Keys of the stack, where AWS's own keys would not let the services use them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import kms

from infra.account import Account
from infra.grants import document

__all__ = ["Encryption", "EncryptionArgs"]

# What the account's administrators may do with a key, by rights of their own. Without this in the policy nobody
# could change a key, or delete it: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
RULE = (
    *(
        "CancelKeyDeletion",
        "CreateAlias",
        "CreateGrant",
        "Decrypt",
        "DeleteAlias",
        "DescribeKey",
        "DisableKey",
    ),
    *("DisableKeyRotation", "EnableKey", "EnableKeyRotation", "Encrypt", "GenerateDataKey", "GetKeyPolicy"),
    *("GetKeyRotationStatus", "ListGrants", "ListKeyPolicies", "ListResourceTags", "PutKeyPolicy"),
    *("ReEncryptFrom", "ReEncryptTo", "RevokeGrant", "ScheduleKeyDeletion", "TagResource", "UntagResource"),
    *("UpdateAlias", "UpdateKeyDescription"),
)


@dataclass(frozen=True)
class EncryptionArgs:
    """`services` write with the key directly, not by a role of the account."""

    account: Account
    purpose: str
    services: Sequence[str] = ()


class Encryption(pulumi.ComponentResource):
    """A key, `arn`, that rotates each year."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: EncryptionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Encryption", name, None, opts)
        key = kms.Key(
            f"{name}-key",
            description=args.purpose,
            enable_key_rotation=True,
            policy=_policy(args),
            region=args.account.region,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn = key.arn
        self.register_outputs({"arn": self.arn})


def _policy(args: EncryptionArgs) -> pulumi.Output[str]:
    """Returns the key's policy. In it `*` means the key itself."""
    root = pulumi.Output.concat("arn:aws:iam::", args.account.id, ":root")
    statements = [_allow({"AWS": root}, RULE)]
    if args.services:
        statements.append(_allow({"Service": list(args.services)}, ("Decrypt", "GenerateDataKey")))
    return document(statements)


def _allow(principal: object, actions: Sequence[str]) -> dict[str, object]:
    named = [f"kms:{action}" for action in actions]
    return {"Effect": "Allow", "Principal": principal, "Action": named, "Resource": "*"}
