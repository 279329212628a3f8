"""What jobs write also triggers the worker, and it still ends."""

from collections.abc import Iterator

import pytest
from botocore.stub import Stubber
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

from tests.dynamodb.crowd import count, introduce
from tests.dynamodb.streams import StreamReader
from tests.webapp.changes.queue import queue_of_jobs
from tests.webapp.context import Context
from tests.webapp.dwipps.dwipps import write
from tests.webapp.events import call
from webapp import jobs, worker
from webapp.accounts.cognito import Cognito
from webapp.accounts.storage import ProfileStorage

ROUNDS = 3  # the change, its consequences, and theirs


@pytest.fixture(autouse=True)
def pool() -> Iterator[None]:
    """Cognito deletes one account, once."""
    cognito = jobs.jobs._pool
    assert isinstance(cognito, Cognito)
    with Stubber(cognito.client) as stubber:
        stubber.add_response("admin_delete_user", {})
        yield


def test_after_a_person_has_left_the_streams_become_empty(
    dynamodb: DynamoDBClient, streams: DynamoDBStreamsClient
) -> None:
    ada, eve = introduce(2)
    paths = [f"/dwipps/{write(as_=one)['id']}" for one in (ada, eve, eve)]
    readers = [StreamReader(dynamodb, streams, table) for table in ("dwipps", "profiles")]
    for path in paths:
        call("PUT", f"{path}/upvote", as_=eve)
    ProfileStorage().leave(eve)

    with queue_of_jobs() as queue:
        for _ in range(ROUNDS):
            for reader in readers:
                worker.handler(dict(reader.event()), Context())
            queue.empty()

    assert [reader.event()["Records"] for reader in readers] == [[], []]
    assert (count(dynamodb, "dwipps"), count(dynamodb, "upvotes")) == (1, 0)
