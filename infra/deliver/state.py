"""The state of the stack: a bucket and a key that `make bootstrap` has created."""

from dataclasses import dataclass

import pulumi

from infra.account import Account
from infra.grants import Grant

__all__ = ["State"]


@dataclass(frozen=True)
class State:
    """One bucket per account and region, one key per stack."""

    account: Account

    @property
    def backend(self) -> pulumi.Output[str]:
        """Returns the URL for Pulumi's login."""
        region = self.account.region
        return pulumi.Output.concat("s3://", self._bucket, f"?region={region}")

    def grant_read(self) -> list[Grant]:
        """Returns the rights of a preview; it takes no lock and writes nothing.

        Without an unconditional right to list the bucket, S3 answers 403 for a missing object, and Pulumi fails:
        https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
        """
        return [
            Grant(["s3:GetObject"], self._objects()),
            Grant(["s3:ListBucket"], [self._arn]),
            Grant(["kms:Decrypt"], self._keys, self._key_of_stack),
        ]

    def grant_write(self) -> list[Grant]:
        """Returns the further rights of an update."""
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
        """Returns this stack's objects, and the description of the bucket's layout."""
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
        """Returns the condition on a key's alias: a policy's resource cannot name it."""
        return {"ForAnyValue:StringEquals": {"kms:ResourceAliases": f"alias/{self.account.prefix}state"}}
