"""The bucket of the page's files."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_aws import cloudfront, s3

from infra.buckets import close
from infra.grants import Grant

__all__ = ["Files"]

# Versions of the index that a rollback may need: as many as of the functions (ops/old_versions.py).
KEPT = 10
DAYS = 90


class Files(pulumi.ComponentResource):
    """A private bucket that only the site's distribution reads.

    It keeps versions, so that a rollback finds the index of before. Everybody may read the files by the site, so they
    are encrypted with S3's own keys.
    """

    bucket: s3.Bucket

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Files", name, None, opts)
        self._name, self._child = name, pulumi.ResourceOptions(parent=self)
        # A deployment can upload its content again.
        self.bucket = s3.Bucket(f"{name}-bucket", force_destroy=True, opts=self._child)
        s3.BucketServerSideEncryptionConfiguration(
            f"{name}-encryption",
            bucket=self.bucket.bucket,
            rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
            opts=self._child,
        )
        self._keep_versions()
        self.register_outputs({"bucket": self.bucket.bucket})

    def open_to(self, distribution: cloudfront.Distribution) -> None:
        """Lets the distribution read. Without the right to list, S3 answers 403 for a file that does not exist.

        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
        """
        close(self._name, self.bucket, self._child, _readable_by(distribution, self.bucket))

    def _keep_versions(self) -> None:
        versions = s3.BucketVersioning(
            f"{self._name}-versions",
            bucket=self.bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=self._child,
        )
        rule = {
            "id": "forget",
            "status": "Enabled",
            "filter": {},
            "noncurrent_version_expiration": {"noncurrent_days": DAYS, "newer_noncurrent_versions": KEPT},
        }
        s3.BucketLifecycleConfiguration(
            f"{self._name}-forget",
            bucket=self.bucket.bucket,
            rules=[rule],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versions]),
        )

    def grant_upload(self) -> Sequence[Grant]:
        """Returns the rights to upload a release, and to bring the index of an earlier one back."""
        objects = pulumi.Output.concat(self.bucket.arn, "/*")
        return [
            Grant(["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], [objects]),
            Grant(["s3:ListBucket", "s3:ListBucketVersions"], [self.bucket.arn]),
        ]


def _readable_by(distribution: cloudfront.Distribution, bucket: s3.Bucket) -> Sequence[Mapping[str, Any]]:
    reader = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:SourceArn": distribution.arn}},
    }
    return [
        {**reader, "Action": ["s3:GetObject"], "Resource": pulumi.Output.concat(bucket.arn, "/*")},
        {**reader, "Action": ["s3:ListBucket"], "Resource": bucket.arn},
    ]
