"""The bucket for the pipeline's artifacts."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import s3

from infra.account import Account
from infra.buckets import close
from infra.encryption import Encryption, EncryptionArgs
from infra.grants import Grant

__all__ = ["Artifacts", "ArtifactsArgs"]

ARTIFACT_DAYS = 30


@dataclass(frozen=True)
class ArtifactsArgs:
    account: Account


class Artifacts(pulumi.ComponentResource):
    """A private bucket with its own key. Objects expire."""

    bucket: s3.Bucket
    key_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ArtifactsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Artifacts", name, None, opts)
        self._name, self._child = name, pulumi.ResourceOptions(parent=self)
        self.key_arn = Encryption(
            name, EncryptionArgs(args.account, "Encrypts the pipeline's artifacts"), opts=self._child
        ).arn
        # A run of the pipeline can create its content again.
        self.bucket = s3.Bucket(f"{name}-bucket", force_destroy=True, opts=self._child)
        self._encrypt()
        close(name, self.bucket, self._child)
        self._forget()
        self.register_outputs({"bucket": self.bucket.bucket})

    def grant_use(self) -> list[Grant]:
        """Returns the rights to read and write artifacts."""
        return [*self._grant_read(), Grant(["s3:PutObject"], [pulumi.Output.concat(self.bucket.arn, "/*")])]

    def grant_step(self, step: str) -> list[Grant]:
        """Returns the rights to read artifacts and to keep a cache. No step writes what another reads."""
        cache = self.cache_of(step)
        own = [
            pulumi.Output.concat("arn:aws:s3:::", cache),
            pulumi.Output.concat("arn:aws:s3:::", cache, "/*"),
        ]
        return [*self._grant_read(), Grant(["s3:PutObject"], own)]

    def cache_of(self, step: str) -> pulumi.Output[str]:
        """Returns the place of a step's cache: the bucket, and a path in it."""
        return pulumi.Output.concat(self.bucket.bucket, "/cache/", step)

    def _grant_read(self) -> list[Grant]:
        objects = pulumi.Output.concat(self.bucket.arn, "/*")
        return [
            Grant(["s3:GetObject", "s3:GetObjectVersion"], [objects]),
            Grant(["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"], [self.bucket.arn]),
            Grant(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], [self.key_arn]),
        ]

    def _encrypt(self) -> None:
        rule = {
            "apply_server_side_encryption_by_default": {
                "sse_algorithm": "aws:kms",
                "kms_master_key_id": self.key_arn,
            },
            "bucket_key_enabled": True,
        }
        s3.BucketServerSideEncryptionConfiguration(
            f"{self._name}-encryption", bucket=self.bucket.bucket, rules=[rule], opts=self._child
        )

    def _forget(self) -> None:
        rule = {"id": "forget", "status": "Enabled", "filter": {}, "expiration": {"days": ARTIFACT_DAYS}}
        s3.BucketLifecycleConfiguration(
            f"{self._name}-forget", bucket=self.bucket.bucket, rules=[rule], opts=self._child
        )
