"""What is read by its key or id is as the last write left it: each of these reads is consistent."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.webapp.dwipps.dwipps import write
from tests.webapp.events import call
from webapp.aws.tables import connection

pytestmark = pytest.mark.usefixtures("aws")

READ = "provide-client-params.dynamodb"


@pytest.fixture
def reads() -> Iterator[dict[str, bool]]:
    """Whether the reads of each table were all consistent."""
    consistent: dict[str, bool] = {}

    def note(params: dict[str, Any], model: Any, **_: object) -> None:  # noqa: ANN401  botocore's
        if model.name in {"GetItem", "Query"}:
            table = params["TableName"]
            consistent[table] = consistent.get(table, True) and params.get("ConsistentRead", False)

    events = connection.client.meta.events
    events.register(READ, note)
    yield consistent
    events.unregister(READ, note)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"text": "Ice."}),
        ("POST", "/upvote", None),
        ("PUT", "/favorite", None),
    ],
)
def test_a_dwipp_and_its_marks_are_read_consistently(
    reads: dict[str, bool], method: str, path: str, body: dict[str, str] | None
) -> None:
    dwipp = write()
    reads.clear()

    assert call(method, f"/dwipps/{dwipp['id']}{path}", body).status == 200
    assert reads.keys() >= {"dwipps", "upvotes", "favorites"}
    assert {table for table, consistent in reads.items() if not consistent} <= {"profiles"}


def test_a_retried_create_finds_the_key_of_a_try_a_moment_ago(reads: dict[str, bool]) -> None:
    first, again = (
        call("POST", "/dwipps", {"text": "Ice."}, headers={"idempotency-key": "k"}) for _ in range(2)
    )

    assert (first.status, again.body) == (201, first.body)
    assert reads["idempotency"]
