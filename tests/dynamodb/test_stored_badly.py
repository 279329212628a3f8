"""A stored lone surrogate, which DynamoDB Local accepts, breaks no list and no page."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from tests.operations import LISTS_OF_DWIPPS
from tests.webapp.changes.no_pool import NoPool
from tests.webapp.dwipps.dwipps import SOMEBODY, pages
from tests.webapp.events import LambdaAnswer, call
from webapp.accounts.storage import ProfileStorage
from webapp.changes.jobs import ForgetReactions, Job, Leave, Rename
from webapp.changes.service import JobRunner
from webapp.dwipps.storage import DwippStorage

pytestmark = pytest.mark.usefixtures("cursor_key", "_nothing_is_logged_as_an_error")

GOOD, BAD = (f"0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e{end}" for end in ("5e", "5f"))
DWIPP: dict[str, Any] = {
    **{"id": {"S": BAD}, "shard": {"N": "0"}, "author_id": {"S": SOMEBODY}, "author_name": {"S": "Ada"}},
    **{"text": {"S": "Water."}, "version": {"N": "1"}, "upvotes": {"N": "0"}, "favorites": {"N": "0"}},
}
KEY = {"idempotency-key": "k"}
PATHS = [one.path(SOMEBODY) for one in LISTS_OF_DWIPPS]
TEXTS: list[dict[str, Any]] = [{"S": "\ud800"}, {"S": "x"}, {"S": "x" * 900}]
NUMBERS: list[dict[str, Any]] = [{"N": "1E+38"}, {"N": "9.99E+125"}, {"N": "-1E-130"}, {"N": str(2**64)}]
OTHERS: list[dict[str, Any]] = [{"S": ""}, {"M": {}}, {"B": b"x"}]
ANY = [*TEXTS, *NUMBERS, *OTHERS]
ODD = [
    *(("id", odd) for odd in TEXTS),
    *(("author_id", odd) for odd in TEXTS),
    *((name, odd) for name in ("author_name", "text", "version", "upvotes", "edited_at") for odd in ANY),
]


@pytest.fixture
def _nothing_is_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.fixture
def jobs() -> JobRunner:
    return JobRunner(NoPool(), ProfileStorage(), DwippStorage(), sleep=lambda seconds: None)


def do(jobs: JobRunner, job: Job | None) -> None:
    while job:
        job = jobs.step(job)


def create() -> LambdaAnswer:
    return call("POST", "/dwipps", {"text": "Once."}, as_=SOMEBODY, headers=KEY)


def test_a_lone_surrogate_in_a_text_and_in_a_name_is_shown_as_a_replacement(dynamodb: DynamoDBClient) -> None:
    odd = {"author_name": {"S": "\udc00da"}, "text": {"S": "x \ud800"}}
    dynamodb.put_item(TableName="dwipps", Item=DWIPP | odd)
    dynamodb.put_item(TableName="favorites", Item={"user_id": {"S": SOMEBODY}, "dwipp_id": {"S": BAD}})
    dynamodb.put_item(
        TableName="profiles", Item={"user_id": {"S": SOMEBODY}, "display_name": {"S": "\ud800da"}}
    )

    for path in PATHS:
        (shown,) = call("GET", path, as_=SOMEBODY).body["items"]
        assert (shown["text"], shown["author"]["display_name"]) == ("x \ufffd", "\ufffdda")
    assert (
        call("GET", f"/dwipps/{BAD}/favorites", as_=SOMEBODY).body["items"][0]["display_name"] == "\ufffdda"
    )
    assert call("PUT", f"/dwipps/{BAD}/upvote", as_=SOMEBODY).status == 200


@pytest.mark.parametrize("name", ANY, ids=ascii)
def test_a_person_with_a_malformed_name_can_write(dynamodb: DynamoDBClient, name: dict[str, Any]) -> None:
    dynamodb.put_item(TableName="profiles", Item={"user_id": {"S": SOMEBODY}, "display_name": name})
    shown = name["S"].replace("\ud800", "\ufffd")[:50] if name.get("S") else "Somebody"

    assert create().body["author"]["display_name"] == shown
    assert create().status == 201


@pytest.mark.parametrize("name", ["dwipp_id", "author_name", "fingerprint", "expires_at"])
def test_a_malformed_record_of_a_key_is_answered(dynamodb: DynamoDBClient, name: str) -> None:
    create()
    key = {"author_id": {"S": SOMEBODY}, "key": {"S": "k"}}
    whole = dynamodb.get_item(TableName="idempotency", Key=key)["Item"]
    may_differ = {"fingerprint": {"S"}}.get(name, set())  # a text's: that of another one

    for odd in ANY:
        dynamodb.put_item(TableName="idempotency", Item=whole | {name: odd})
        assert create().status == (409 if may_differ & odd.keys() else 201), odd


@pytest.mark.parametrize(("name", "odd"), ODD, ids=ascii)
def test_a_malformed_dwipp_takes_down_no_page_and_no_job(
    dynamodb: DynamoDBClient, jobs: JobRunner, name: str, odd: dict[str, Any]
) -> None:
    malformed = DWIPP | {name: odd}
    for item in (DWIPP | {"id": {"S": GOOD}}, malformed):
        dynamodb.put_item(TableName="dwipps", Item=item)
        dynamodb.put_item(TableName="favorites", Item={"user_id": {"S": SOMEBODY}, "dwipp_id": item["id"]})

    for path in PATHS:
        assert GOOD in sum(pages(path, 1, SOMEBODY), [])
    changes = [
        call("PATCH", f"/dwipps/{BAD}", {"text": "Air."}, as_=SOMEBODY),
        *(call(method, f"/dwipps/{BAD}/upvote", as_=SOMEBODY) for method in ("PUT", "POST", "DELETE")),
        call("GET", f"/dwipps/{BAD}/favorites", as_=SOMEBODY),
    ]
    assert {answer.status for answer in changes} <= {200, 403, 404, 412}, changes

    ProfileStorage().put(SOMEBODY, "Countess")
    profile = ProfileStorage().get(SOMEBODY)
    assert profile
    do(jobs, Rename(SOMEBODY, profile.named_at))
    mine = [one for one in dynamodb.scan(TableName="dwipps")["Items"] if one["author_id"] == {"S": SOMEBODY}]
    assert {one["author_name"]["S"] for one in mine} == {"Countess"}

    ProfileStorage().leave(SOMEBODY)
    do(jobs, Leave(SOMEBODY))
    left = dynamodb.scan(TableName="dwipps")["Items"]
    assert [one for one in left if one["author_id"] == {"S": SOMEBODY}] == []


@pytest.mark.parametrize("name", ["version", "upvotes", "favorites"])
@pytest.mark.parametrize(
    "stored",
    [
        "1.5",
        "9." + 37 * "9",
        "-0." + 37 * "9" + "8",
        "0." + 38 * "1",
        "1." + 37 * "1",
        "9" * 15 + "." + 23 * "9",
    ],
)
def test_an_item_with_a_fraction_as_counter_is_not_found(
    dynamodb: DynamoDBClient, name: str, stored: str
) -> None:
    """DynamoDB adds 1 to some of these, and refuses if the sum has more than 38 digits."""
    dynamodb.put_item(TableName="dwipps", Item=DWIPP | {name: {"N": stored}})

    changes = [
        call(method, f"/dwipps/{BAD}/{kind}", as_=SOMEBODY)
        for kind in ("upvote", "favorite")
        for method in ("PUT", "POST", "DELETE")
    ]
    edit = call("PATCH", f"/dwipps/{BAD}", {"text": "Air."}, as_=SOMEBODY, headers={"if-match": "*"})

    assert [answer.code for answer in changes] == ["not_found"] * 6
    assert edit.code in ({"not_found", "dwipp_changed"} if name == "version" else {"not_found"})


@pytest.mark.parametrize("odd", TEXTS, ids=ascii)
def test_a_malformed_person_takes_down_no_list_and_no_job(
    dynamodb: DynamoDBClient, jobs: JobRunner, odd: dict[str, Any]
) -> None:
    dynamodb.put_item(TableName="dwipps", Item=DWIPP)
    for user_id in ({"S": SOMEBODY}, odd):
        dynamodb.put_item(TableName="profiles", Item={"user_id": user_id, "display_name": {"S": "Ada"}})
        dynamodb.put_item(TableName="favorites", Item={"user_id": user_id, "dwipp_id": {"S": BAD}})

    assert SOMEBODY in sum(pages(f"/dwipps/{BAD}/favorites", 1, SOMEBODY), [])

    dynamodb.put_item(
        TableName="profiles",
        Item={"user_id": odd, "left_at": {"S": "2026-11-27T18:00:00+00:00"}, "leaving": {"S": "yes"}},
    )
    assert pages("/dwipps", 100, SOMEBODY) == [[BAD]]
    do(jobs, Leave(odd["S"]))
    do(jobs, ForgetReactions([BAD]))
    assert dynamodb.scan(TableName="favorites")["Items"] == []
