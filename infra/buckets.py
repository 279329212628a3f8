"""What private buckets have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_aws import s3

from infra.grants import document

__all__ = ["close"]


def close(
    name: str,
    bucket: s3.Bucket,
    opts: pulumi.ResourceOptions,
    allowed: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Blocks public access, and requests without TLS. `allowed` are further statements of the bucket's policy.

    Objects belong to the bucket's owner, and have no ACLs: AWS's default for new buckets.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    """
    s3.BucketPublicAccessBlock(
        f"{name}-private",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
    policy = document([_deny_without_tls(bucket), *allowed])
    s3.BucketPolicy(f"{name}-tls", bucket=bucket.bucket, policy=policy, opts=opts)


def _deny_without_tls(bucket: s3.Bucket) -> Mapping[str, Any]:
    """Only here a wildcard action is used, to deny."""
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket.arn, pulumi.Output.concat(bucket.arn, "/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
