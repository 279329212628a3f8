"""A stored lone surrogate, which DynamoDB Local accepts, breaks no list and no page."""

from collections.abc import Sequence
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

pytestmark = pytest.mark.usefixtures("cursor_key", "no_error_is_logged")

GOOD, BAD = (f"0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e{end}" for end in ("5e", "5f"))
DWIPP: dict[str, Any] = {
    **{"id": {"S": BAD}, "shard": {"N": "0"}, "author_id": {"S": SOMEBODY}, "author_name": {"S": "Ada"}},
    **{"text": {"S": "Water."}, "version": {"N": "1"}, "upvotes": {"N": "0"}, "favorites": {"N": "0"}},
}
PATHS = [one.path(SOMEBODY) for one in LISTS_OF_DWIPPS]
TEXTS: list[dict[str, Any]] = [{"S": "\ud800"}, {"S": "x"}, {"S": "x" * 900}]
NUMBERS: list[dict[str, Any]] = [{"N": "1E+38"}, {"N": "9.99E+125"}, {"N": "-1E-130"}, {"N": str(2**64)}]
OTHERS: list[dict[str, Any]] = [{"S": ""}, {"M": {}}, {"B": b"x"}]
ANY = [*TEXTS, *NUMBERS, *OTHERS]
ODD = [
    *(("id", [odd]) for odd in TEXTS),  # each alone: the engine has an order of its own for a lone surrogate
    ("author_id", TEXTS),
    *((name, ANY) for name in ("author_name", "text", "version", "upvotes", "edited_at")),
]
FRACTIONS = [
    "1.5",
    "9." + 37 * "9",
    "-0." + 37 * "9" + "8",
    "0." + 38 * "1",
    "1." + 37 * "1",
    "9" * 15 + "." + 23 * "9",
]


@pytest.fixture
def jobs() -> JobRunner:
    return JobRunner(NoPool(), ProfileStorage(), DwippStorage(), sleep=lambda seconds: None)


def do(jobs: JobRunner, job: Job | None) -> None:
    while job:
        job = jobs.step(job)


def create(key: str = "k") -> LambdaAnswer:
    return call("POST", "/dwipps", {"text": "Once."}, as_=SOMEBODY, headers={"idempotency-key": key})


def put(dynamodb: DynamoDBClient, dwipp: dict[str, Any]) -> None:
    """Puts a Dwipp that is a favorite of the caller."""
    dynamodb.put_item(TableName="dwipps", Item=dwipp)
    dynamodb.put_item(TableName="favorites", Item={"user_id": {"S": SOMEBODY}, "dwipp_id": dwipp["id"]})


def put_malformed(dynamodb: DynamoDBClient, name: str, values: Sequence[dict[str, Any]]) -> list[str]:
    """Puts a Dwipp, newer than the good one, for each value of an attribute. Returns their ids."""
    ids = [f"{BAD[:-2]}{number:02x}" for number, _ in enumerate(values, start=0x60)]
    for id_, value in zip(ids, values, strict=True):
        put(dynamodb, DWIPP | {"id": {"S": id_}} | {name: value})
    return ids


def test_a_lone_surrogate_in_a_text_and_in_a_name_is_shown_as_a_replacement(dynamodb: DynamoDBClient) -> None:
    odd = {"author_name": {"S": "\udc00da"}, "text": {"S": "x \ud800"}}
    put(dynamodb, DWIPP | odd)
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


def test_a_person_with_a_malformed_name_can_write(dynamodb: DynamoDBClient) -> None:
    for number, name in enumerate(ANY):
        dynamodb.put_item(TableName="profiles", Item={"user_id": {"S": SOMEBODY}, "display_name": name})
        shown = name["S"].replace("\ud800", "\ufffd")[:50] if name.get("S") else "Somebody"

        assert create(f"k{number}").body["author"]["display_name"] == shown, name
        assert create(f"k{number}").status == 201, name


@pytest.mark.parametrize("name", ["dwipp_id", "author_name", "fingerprint", "expires_at"])
def test_a_malformed_record_of_a_key_is_answered(dynamodb: DynamoDBClient, name: str) -> None:
    create()
    key = {"author_id": {"S": SOMEBODY}, "key": {"S": "k"}}
    whole = dynamodb.get_item(TableName="idempotency", Key=key)["Item"]
    may_differ = {"fingerprint": {"S"}}.get(name, set())  # a text's: that of another one

    for odd in ANY:
        dynamodb.put_item(TableName="idempotency", Item=whole | {name: odd})
        assert create().status == (409 if may_differ & odd.keys() else 201), odd


@pytest.mark.parametrize(("name", "values"), ODD)
def test_malformed_dwipps_take_down_no_page_and_no_job(
    dynamodb: DynamoDBClient, jobs: JobRunner, name: str, values: Sequence[dict[str, Any]]
) -> None:
    put(dynamodb, DWIPP | {"id": {"S": GOOD}})
    ids = put_malformed(dynamodb, name, values)

    for path in PATHS:
        assert GOOD in sum(pages(path, 1, SOMEBODY), [])
    for id_, odd in zip(ids, values, strict=True):
        changes = [
            call("PATCH", f"/dwipps/{id_}", {"text": "Air."}, as_=SOMEBODY),
            *(call(method, f"/dwipps/{id_}/upvote", as_=SOMEBODY) for method in ("PUT", "POST", "DELETE")),
            call("GET", f"/dwipps/{id_}/favorites", as_=SOMEBODY),
        ]
        assert {answer.status for answer in changes} <= {200, 403, 404, 412}, (odd, changes)

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
def test_items_with_a_fraction_as_counter_are_not_found(dynamodb: DynamoDBClient, name: str) -> None:
    """DynamoDB adds 1 to some of these, and refuses if the sum has more than 38 digits."""
    for id_ in put_malformed(dynamodb, name, [{"N": fraction} for fraction in FRACTIONS]):
        changes = [
            call(method, f"/dwipps/{id_}/{kind}", as_=SOMEBODY)
            for kind in ("upvote", "favorite")
            for method in ("PUT", "POST", "DELETE")
        ]
        edit = call("PATCH", f"/dwipps/{id_}", {"text": "Air."}, as_=SOMEBODY, headers={"if-match": "*"})

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
