"""The bucket with Pulumi's state of an account's stacks."""

import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ops.aws import is_code
from ops.errors import OpsError
from ops.settling import Pause, once_known
from ops.state import StateNames

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.literals import BucketLocationConstraintType
    from mypy_boto3_s3.type_defs import LifecycleRuleUnionTypeDef, PublicAccessBlockConfigurationTypeDef

__all__ = ["StateBucket"]

OLD_VERSIONS_DAYS = 90
PRIVATE: "PublicAccessBlockConfigurationTypeDef" = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}


class StateBucket:
    """Every call names the expected owner of the bucket, so none reaches another account's bucket.

    Raises OpsError if the bucket belongs to another account, otherwise ClientError.
    """

    def __init__(self, s3: "S3Client", names: StateNames, pause: Pause = time.sleep) -> None:
        self._s3 = s3
        self._pause = pause
        self._names = names
        self._ours: Any = {"Bucket": names.bucket, "ExpectedBucketOwner": names.account}

    def exists(self) -> bool:
        try:
            self._s3.head_bucket(**self._ours)
        except ClientError as error:
            if is_code(error, "404", "NoSuchBucket"):
                return False
            if is_code(error, "403", "301", "400"):
                raise self._foreign() from None
            raise
        return True

    def create(self) -> None:
        """Creates the bucket in the stack's region."""
        try:
            if self._names.region == "us-east-1":  # S3 rejects this region as a LocationConstraint
                self._s3.create_bucket(Bucket=self._names.bucket)
            else:
                region: BucketLocationConstraintType = self._names.region  # type: ignore[assignment]
                self._s3.create_bucket(
                    Bucket=self._names.bucket, CreateBucketConfiguration={"LocationConstraint": region}
                )
        except ClientError as error:
            if is_code(error, "BucketAlreadyExists"):
                raise self._foreign() from None
            raise

    def secure(self) -> None:
        """Makes it versioned, encrypted, private, TLS only and tagged. Old versions expire after 90 days.

        Retries everything while S3 does not know the new bucket everywhere, or runs another change of it.
        """
        once_known(self._secure, "NoSuchBucket", "OperationAborted", pause=self._pause)

    def _secure(self) -> None:
        s3, ours = self._s3, self._ours
        s3.put_public_access_block(**ours, PublicAccessBlockConfiguration=PRIVATE)
        s3.put_bucket_versioning(**ours, VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_encryption(
            **ours,
            ServerSideEncryptionConfiguration={
                "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
            },
        )
        s3.put_bucket_lifecycle_configuration(
            **ours, LifecycleConfiguration={"Rules": [_expire_old_versions()]}
        )
        tags = {**self._tags(), **self._names.bucket_tags}
        s3.put_bucket_tagging(
            **ours, Tagging={"TagSet": [{"Key": key, "Value": value} for key, value in tags.items()]}
        )
        s3.put_bucket_policy(**ours, Policy=json.dumps(_tls_only(self._names.bucket)))

    def faults(self) -> Iterator[str]:
        """Yields what `secure` would fix."""
        if self._s3.get_bucket_versioning(**self._ours).get("Status") != "Enabled":
            yield "not versioned"
        if not _answered(lambda: self._s3.get_bucket_encryption(**self._ours)):
            yield "not encrypted"
        block = _answered(lambda: self._s3.get_public_access_block(**self._ours))
        if block.get("PublicAccessBlockConfiguration") != PRIVATE:
            yield "public"

    def _tags(self) -> dict[str, str]:
        answer = _answered(lambda: self._s3.get_bucket_tagging(**self._ours))
        return {tag["Key"]: tag["Value"] for tag in answer.get("TagSet", [])}

    def _foreign(self) -> OpsError:
        return OpsError(
            f"the bucket {self._names.bucket} belongs to another account or denies you access: it was not changed. "
            "Find its owner, or the policy that denies the access"
        )


def _answered(ask: Callable[[], Any]) -> dict[str, Any]:
    """Returns S3's answer, empty if the setting does not exist."""
    try:
        answer: dict[str, Any] = ask()
    except ClientError as error:
        if is_code(
            error,
            "NoSuchPublicAccessBlockConfiguration",
            "NoSuchTagSet",
            "ServerSideEncryptionConfigurationNotFoundError",
        ):
            return {}
        raise
    return answer


def _expire_old_versions() -> "LifecycleRuleUnionTypeDef":
    return {
        "ID": "old-versions",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "NoncurrentVersionExpiration": {"NoncurrentDays": OLD_VERSIONS_DAYS},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    }


def _tls_only(bucket: str) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }
