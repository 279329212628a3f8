"""Where Pulumi keeps the state of the stack: in a bucket and under a key that `make bootstrap` has made."""

from dataclasses import dataclass

import pulumi

from infra.account import Account
from infra.grants import Grant

__all__ = ["State"]


@dataclass(frozen=True)
class State:
    """The names are `make bootstrap`'s: a bucket an account and region, a key a stack."""

    account: Account

    @property
    def backend(self) -> pulumi.Output[str]:
        """What Pulumi logs in to."""
        region = self.account.region
        return pulumi.Output.concat("s3://", self._bucket, f"?region={region}")

    def grant_read(self) -> list[Grant]:
        """What a preview needs; it takes no lock and writes nothing.

        Without the right to list the bucket, under no condition, S3 says of an object that is not there that it is
        forbidden, and Pulumi fails: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
        """
        return [
            Grant(["s3:GetObject"], self._objects()),
            Grant(["s3:ListBucket"], [self._arn]),
            Grant(["kms:Decrypt"], self._keys, self._key_of_stack),
        ]

    def grant_write(self) -> list[Grant]:
        """What an update needs besides."""
        return [
            Grant(["s3:DeleteObject", "s3:PutObject"], self._objects()),
            Grant(["kms:Encrypt", "kms:GenerateDataKey"], self._keys, self._key_of_stack),
        ]

    @property
    def _bucket(self) -> pulumi.Output[str]:
        return pulumi.Output.concat(
            f"{pulumi.get_project()}-state-", self.account.id, f"-{self.account.region}"
        )

    @property
    def _arn(self) -> pulumi.Output[str]:
        return pulumi.Output.concat("arn:aws:s3:::", self._bucket)

    def _objects(self) -> list[pulumi.Input[str]]:
        """Those of this stack, and what says how the others are laid out."""
        project, stack = pulumi.get_project(), pulumi.get_stack()
        places = (
            "meta.yaml",
            f"stacks/{project}/{stack}.json*",
            f"stacks/{project}/{stack}.pulumi-tags",
            f"backups/{project}/{stack}/*",
            f"history/{project}/{stack}/*",
            f"locks/organization/{project}/{stack}/*",
        )
        return [pulumi.Output.concat(self._arn, "/.pulumi/", place) for place in places]

    @property
    def _keys(self) -> list[pulumi.Input[str]]:
        return [self.account.arn("kms", "key/*")]

    @property
    def _key_of_stack(self) -> dict[str, dict[str, str]]:
        """A policy cannot name a key by its alias, but its condition can."""
        return {"ForAnyValue:StringEquals": {"kms:ResourceAliases": f"alias/{self.account.prefix}state"}}
