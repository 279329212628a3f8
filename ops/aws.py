"""AWS, as the operator's commands ask it: once, and not for long."""

import os
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_codedeploy import CodeDeployClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sts import STSClient

__all__ = ["Aws", "explain", "is_code"]

CONFIG = Config(connect_timeout=3, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 1})


class Aws:
    """Clients for one region, with the environment's credentials; each is made when it is first asked for.

    Any of them may raise BotoCoreError, also while it is made: a profile may be missing, a login be over.
    """

    def __init__(self, region: str) -> None:
        self.region = region
        # Off EC2 that address answers nobody, and Pulumi's provider does not ask it either (skipMetadataApiCheck).
        os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")

    def beside(self, region: str) -> "Aws":
        """The same account in another region."""
        return self if region == self.region else Aws(region)

    @cached_property
    def session(self) -> boto3.Session:
        return boto3.Session(region_name=self.region)

    @cached_property
    def codedeploy(self) -> "CodeDeployClient":
        return self.session.client("codedeploy", config=CONFIG)

    @cached_property
    def kms(self) -> "KMSClient":
        return self.session.client("kms", config=CONFIG)

    @cached_property
    def lambda_(self) -> "LambdaClient":
        return self.session.client("lambda", config=CONFIG)

    @cached_property
    def s3(self) -> "S3Client":
        return self.session.client("s3", config=CONFIG)

    @cached_property
    def sesv2(self) -> "SESV2Client":
        return self.session.client("sesv2", config=CONFIG)

    @cached_property
    def sts(self) -> "STSClient":
        return self.session.client("sts", config=CONFIG)


def explain(error: BotoCoreError | ClientError) -> str:
    """One line, for a person."""
    if isinstance(error, ClientError):
        answer = error.response["Error"]
        return f"{error.operation_name}: {answer['Code']} {answer.get('Message', '').partition(chr(10))[0]}"
    return " ".join(str(error).split())


def is_code(error: ClientError, *codes: str) -> bool:
    return error.response["Error"]["Code"] in codes
