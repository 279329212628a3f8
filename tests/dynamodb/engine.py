"""DynamoDB Local in its own process."""

import select
import subprocess
import tempfile
from types import TracebackType

import boto3
from botocore.config import Config
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

from tests.dynamodb.build import build

__all__ = ["DynamoDbLocal"]

READY_SECONDS = 60
STOP_SECONDS = 5
FAST_START = "-XX:TieredStopAtLevel=1"  # the first compiler only: ready in half the time
CONFIG = Config(  # as the app's, for more threads
    max_pool_connections=96,
    parameter_validation=False,
    retries={"mode": "standard", "total_max_attempts": 2},
)


class DynamoDbLocal:
    """A context manager: DynamoDB in memory on a free port of 127.0.0.1.

    Ends when its stdin closes, so it does not outlive this process.
    """

    def __init__(self) -> None:
        """Raises NotInstalledError."""
        self._folder = build()
        self._session = boto3.Session("testing", "testing", region_name="eu-west-1")  # not real keys
        self.url = ""

    def __enter__(self) -> "DynamoDbLocal":
        self._said = tempfile.TemporaryFile("w+")
        class_path = f"{self._folder}/classes:{self._folder}/jars/*"
        self.process = subprocess.Popen(
            ["java", FAST_START, "-cp", class_path, "DynamoDBOnLoopback"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            process_group=0,
        )
        try:
            self.url = f"http://127.0.0.1:{self._port()}"
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def client(self) -> DynamoDBClient:
        """The caller closes it."""
        return self._session.client("dynamodb", endpoint_url=self.url, config=CONFIG)

    def streams_client(self) -> DynamoDBStreamsClient:
        """The caller closes it."""
        return self._session.client("dynamodbstreams", endpoint_url=self.url, config=CONFIG)

    def _port(self) -> int:
        """Reads the port that the process prints once it listens."""
        assert self.process.stdout
        readable, _, _ = select.select([self.process.stdout], [], [], READY_SECONDS)
        line = self.process.stdout.readline() if readable else ""
        if not line:
            self._said.seek(0)
            raise RuntimeError(f"DynamoDB Local was not up within {READY_SECONDS} s: {self._said.read()}")
        return int(line)

    def _stop(self) -> None:
        try:
            self.process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        finally:
            self._said.close()
