"""Clients of AWS for the operator's commands, with retries."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError

from ops.errors import OpsError

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_codedeploy import CodeDeployClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sts import STSClient

__all__ = ["ATTEMPTS", "Aws", "explain", "is_code", "is_passing"]

ATTEMPTS = 6  # half a minute with the SDK's pauses
CONFIG = Config(
    connect_timeout=3, read_timeout=15, retries={"mode": "standard", "total_max_attempts": ATTEMPTS}
)
Client = TypeVar("Client", bound="BaseClient")
# A retry after a lost answer would create a second resource.
ONCE = ("codedeploy.CreateDeployment", "kms.CreateKey")


class Aws:
    """Clients for one region, with the environment's credentials. Each is created on first use.

    Every use may raise BotoCoreError, for example if a profile is missing or a login has expired. Raises OpsError if
    botocore cannot read this machine's AWS settings.
    """

    def __init__(self, region: str) -> None:
        self.region = region
        # Outside EC2 the metadata service does not answer. Pulumi's provider skips it too (skipMetadataApiCheck).
        os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")

    def in_region(self, region: str) -> "Aws":
        """Returns clients for the same account in another region."""
        return self if region == self.region else Aws(region)

    @cached_property
    def session(self) -> boto3.Session:
        with _settings_errors():
            session = boto3.Session(region_name=self.region)
            if credentials := session.get_credentials():
                credentials.get_frozen_credentials()
        return session

    @cached_property
    def cloudwatch(self) -> "CloudWatchClient":
        return _client(lambda: self.session.client("cloudwatch", config=CONFIG))

    @cached_property
    def codedeploy(self) -> "CodeDeployClient":
        return _client(lambda: self.session.client("codedeploy", config=CONFIG))

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return _client(lambda: self.session.client("dynamodb", config=CONFIG))

    @cached_property
    def kms(self) -> "KMSClient":
        return _client(lambda: self.session.client("kms", config=CONFIG))

    @cached_property
    def lambda_(self) -> "LambdaClient":
        return _client(lambda: self.session.client("lambda", config=CONFIG))

    @cached_property
    def logs(self) -> "CloudWatchLogsClient":
        return _client(lambda: self.session.client("logs", config=CONFIG))

    @cached_property
    def s3(self) -> "S3Client":
        return _client(lambda: self.session.client("s3", config=CONFIG))

    @cached_property
    def sesv2(self) -> "SESV2Client":
        return _client(lambda: self.session.client("sesv2", config=CONFIG))

    @cached_property
    def sts(self) -> "STSClient":
        return _client(lambda: self.session.client("sts", config=CONFIG))


@contextmanager
def _settings_errors() -> Iterator[None]:
    """Turns Python errors that botocore raises for an invalid address or a missing token file into OpsError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise OpsError(
            f"this machine's AWS settings cannot be used ({' '.join(str(error).split())}): check the variables "
            "AWS_… and ~/.aws/config"
        ) from error


def _client(make: Callable[[], Client]) -> Client:
    """Returns a client that does not retry the operations in ONCE."""
    with _settings_errors():
        client = make()
    events: Any = client.meta.events
    for operation in ONCE:
        events.register_first(f"needs-retry.{operation}", _no_retry)
    return client


def _no_retry(response: tuple[Any, Any] | None, **_: object) -> bool | None:
    """Prevents a retry if there was no answer or AWS had a fault, because the call may have succeeded.

    botocore uses the first result of these handlers that is not None.
    """
    return False if response is None or response[0].status_code >= 500 else None


def is_passing(error: BotoCoreError | ClientError) -> bool:
    """Returns whether a retry may succeed: AWS throttled the call, had a fault, or could not be reached."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status == 429 or status >= 500 or "Throttl" in error.response["Error"]["Code"]
    return isinstance(error, ConnectionError | HTTPClientError)


def explain(error: BotoCoreError | ClientError) -> str:
    """Returns the error in one line."""
    if isinstance(error, ClientError):
        answer = error.response["Error"]
        return f"{error.operation_name}: {answer['Code']} {answer.get('Message', '').partition(chr(10))[0]}"
    return " ".join(str(error).split())


def is_code(error: ClientError, *codes: str) -> bool:
    return error.response["Error"]["Code"] in codes
