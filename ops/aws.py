"""AWS, as the operator's commands ask it: again where it is asked too often, or does not answer."""

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

ATTEMPTS = 6  # with the SDK's pauses, half a minute
CONFIG = Config(
    connect_timeout=3, read_timeout=15, retries={"mode": "standard", "total_max_attempts": ATTEMPTS}
)
Client = TypeVar("Client", bound="BaseClient")
# Sent again after an answer that got lost, these would make a second one.
ONCE = ("codedeploy.CreateDeployment", "kms.CreateKey")


class Aws:
    """Clients for one region, with the environment's credentials; each is made when it is first asked for.

    Any of them may raise BotoCoreError, also while it is made: a profile may be missing, a login be over. OpsError
    where this machine's settings of AWS's are none that botocore can read.
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
        with _settings_told():
            session = boto3.Session(region_name=self.region)
            if credentials := session.get_credentials():
                credentials.get_frozen_credentials()
        return session

    @cached_property
    def cloudwatch(self) -> "CloudWatchClient":
        return _once(lambda: self.session.client("cloudwatch", config=CONFIG))

    @cached_property
    def codedeploy(self) -> "CodeDeployClient":
        return _once(lambda: self.session.client("codedeploy", config=CONFIG))

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return _once(lambda: self.session.client("dynamodb", config=CONFIG))

    @cached_property
    def kms(self) -> "KMSClient":
        return _once(lambda: self.session.client("kms", config=CONFIG))

    @cached_property
    def lambda_(self) -> "LambdaClient":
        return _once(lambda: self.session.client("lambda", config=CONFIG))

    @cached_property
    def logs(self) -> "CloudWatchLogsClient":
        return _once(lambda: self.session.client("logs", config=CONFIG))

    @cached_property
    def s3(self) -> "S3Client":
        return _once(lambda: self.session.client("s3", config=CONFIG))

    @cached_property
    def sesv2(self) -> "SESV2Client":
        return _once(lambda: self.session.client("sesv2", config=CONFIG))

    @cached_property
    def sts(self) -> "STSClient":
        return _once(lambda: self.session.client("sts", config=CONFIG))


@contextmanager
def _settings_told() -> Iterator[None]:
    """botocore raises Python's own errors for an address that is none, or a token's file that is not there."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise OpsError(
            f"this machine's settings of AWS cannot be used ({' '.join(str(error).split())}): look at the variables "
            "AWS_… and at ~/.aws/config"
        ) from error


def _once(make: Callable[[], Client]) -> Client:
    """A client that does not do twice what is to be done once."""
    with _settings_told():
        client = make()
    events: Any = client.meta.events
    for operation in ONCE:
        events.register_first(f"needs-retry.{operation}", _not_twice)
    return client


def _not_twice(response: tuple[Any, Any] | None, **_: object) -> bool | None:
    """Keeps the SDK from a second try of what may have been done: there was no answer, or a fault of AWS's own.

    botocore takes the first answer of these handlers that is not None.
    """
    return False if response is None or response[0].status_code >= 500 else None


def is_passing(error: BotoCoreError | ClientError) -> bool:
    """Whether to ask once more later: AWS was asked too often, had a fault, or could not be reached."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status == 429 or status >= 500 or "Throttl" in error.response["Error"]["Code"]
    return isinstance(error, ConnectionError | HTTPClientError)


def explain(error: BotoCoreError | ClientError) -> str:
    """One line, for a person."""
    if isinstance(error, ClientError):
        answer = error.response["Error"]
        return f"{error.operation_name}: {answer['Code']} {answer.get('Message', '').partition(chr(10))[0]}"
    return " ".join(str(error).split())


def is_code(error: ClientError, *codes: str) -> bool:
    return error.response["Error"]["Code"] in codes
