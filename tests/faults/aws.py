"""The app's AWS behind one wire: DynamoDB Local, a user pool, the secrets."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from contextvars import ContextVar
from typing import Any

import pytest
import urllib3
from mypy_boto3_dynamodb import DynamoDBClient

from tests.dynamodb.engine import DynamoDbLocal
from tests.dynamodb.tables import renew_tables
from tests.faults.calls import TRIAL, WireCall
from tests.faults.exchange import Backend, Reply
from tests.faults.pool import FakePool
from tests.faults.wire import Wire
from webapp import jobs, services, worker
from webapp.aws import parameters
from webapp.aws.clients import client
from webapp.aws.tables import connection

__all__ = ["WiredAws", "SentJobs", "app_asks", "local_aws", "trial"]

trial: ContextVar[str] = ContextVar("trial", default="")


class WiredAws:
    """What is behind the wire, for direct access."""

    def __init__(self, dynamodb: DynamoDBClient, pool: FakePool, queue: "SentJobs", wire: Wire) -> None:
        self.dynamodb = dynamodb
        self.pool = pool
        self.queue = queue
        self.wire = wire


@contextmanager
def local_aws() -> Iterator[WiredAws]:
    """A context manager. Raises NotInstalledError if DynamoDB Local is not available."""
    with DynamoDbLocal() as engine, closing(engine.client()) as dynamodb:
        renew_tables(dynamodb)
        pool, queue, tables = FakePool(), SentJobs(), _Tables(engine.url)
        backends: dict[str, Backend] = {
            "AWSCognitoIdentityProviderService": pool,
            "AmazonSQS": queue,
            "AmazonSSM": _secret,
            "DynamoDB_20120810": tables,
        }
        with Wire(backends) as wire, closing(tables):
            yield WiredAws(dynamodb, pool, queue, wire)


@contextmanager
def app_asks(url: str) -> Iterator[None]:
    """The app creates new clients for these addresses, and gets its old ones back at the end."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as made:
        patch.setenv("AWS_ENDPOINT_URL", url)
        patch.setattr(connection, "_client", None)
        clients: list[Any] = [connection.client, client("ssm"), client("cognito-idp"), client("sqs")]
        patch.setattr(parameters, "_ssm", clients[1])
        for queue in (worker.queue, jobs.queue):
            patch.setattr(queue, "client", clients[3])
        for pool in (services.user_pool, jobs.jobs._pool):
            patch.setattr(pool, "client", clients[2])
        for one in clients:
            made.enter_context(closing(one))
            one.meta.events.register("before-call", _name_the_trial)
        parameters.secret.cache_clear()
        made.callback(parameters.secret.cache_clear)
        yield


def _name_the_trial(params: dict[str, Any], **_: object) -> None:
    params["headers"][TRIAL] = trial.get()


class _Tables:
    """Forwards calls to the engine."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool = urllib3.PoolManager(maxsize=32, retries=False)

    def __call__(self, call: WireCall, headers: Mapping[str, str], body: bytes) -> Reply:
        sent = {name: value for name, value in headers.items() if name != "host"}
        answer = self._pool.request("POST", self._url, body=body, headers=sent)
        content_type = {"Content-Type": answer.headers["Content-Type"]}
        return Reply(answer.status, answer.data, content_type)

    def close(self) -> None:
        self._pool.clear()


class SentJobs:
    """Keeps the bodies of the sent messages."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def __call__(self, call: WireCall, headers: Mapping[str, str], body: bytes) -> Reply:
        message = call.asked["MessageBody"]
        self.messages.append(message)
        digest = hashlib.md5(message.encode(), usedforsecurity=False).hexdigest()
        return Reply(200, json.dumps({"MessageId": "1", "MD5OfMessageBody": digest}).encode())


def _secret(call: WireCall, headers: Mapping[str, str], body: bytes) -> Reply:
    return Reply(200, json.dumps({"Parameter": {"Value": f"the {call.asked['Name']} of the tests"}}).encode())
