"""A malformed item breaks no page, and is not shown with wrong content."""

import json
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from infra.tables import TABLES
from tests.operations import LISTS_OF_DWIPPS
from tests.webapp.dwipps.dwipps import SOMEBODY, pages, write
from tests.webapp.events import LambdaAnswer, call
from webapp.accounts.storage import ProfileItem
from webapp.aws.tables import IntegerAttribute, connection
from webapp.dwipps.answers import page_answer
from webapp.dwipps.idempotency import IdempotencyItem
from webapp.dwipps.storage import DwippItem
from webapp.dwipps.views import Seen
from webapp.pages.cursors import Page

pytestmark = [pytest.mark.usefixtures("aws", "no_error_is_logged"), pytest.mark.slow]

BAD = "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"
WHOLE = {
    "id": {"S": BAD},
    "shard": {"N": "0"},
    "author_id": {"S": SOMEBODY},
    "author_name": {"S": "Ada"},
    "text": {"S": "Water."},
    "version": {"N": "1"},
    "upvotes": {"N": "0"},
    "favorites": {"N": "0"},
}
NUMBERS = [
    name
    for name, one in DwippItem.get_attributes().items()
    if isinstance(one, IntegerAttribute) and name != "shard"
]
REQUIRED = {"author_name", "text", *NUMBERS} & TABLES["dwipps"].stored.keys()
KINDS = ["upvote", "favorite"]
LARGEST = 2**53 - 1  # https://www.rfc-editor.org/rfc/rfc7493#section-2.2
PATHS = [one.path(SOMEBODY) for one in LISTS_OF_DWIPPS]


def store(table: str, **item: Any) -> None:  # noqa: ANN401  DynamoDB's JSON
    client = boto3.client("dynamodb", region_name="eu-west-1")
    client.put_item(TableName=table, Item={name: value for name, value in item.items() if value})


@pytest.mark.parametrize(
    "bad",
    [
        *({name: None} for name in sorted(REQUIRED)),
        *({name: {"L": []}} for name in ("author_name", "text", "version", "edited_at")),
        *({name: {"N": "1.5"}} for name in NUMBERS),
        *({name: {"N": "1E+38"}} for name in NUMBERS),
        {"upvotes": {"N": str(LARGEST + 1)}},
        {"edited_at": {"S": "1"}},
        {"edited_at": {"S": "2026-11-27T18:00:00"}},
        {"edited_at": {"S": "no time at all"}},
        {"edited_at": {"S": ""}},
        {"text": {"S": "x" * 1_000}},
        {"author_name": {"S": "x" * 1_000}},
    ],
    ids=lambda bad: str(bad)[:60],
)
def test_a_malformed_item_is_left_out(bad: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    good = write(as_=SOMEBODY)["id"]
    store("dwipps", **WHOLE | bad)
    for one in (good, BAD):
        store("favorites", user_id={"S": SOMEBODY}, dwipp_id={"S": one})
    if bad == {"edited_at": {"L": []}}:  # as if it had never been edited
        assert call("GET", f"/dwipps/{BAD}").body["edited_at"] is None
        return

    assert {path: pages(path, 100, SOMEBODY) for path in PATHS} == {path: [[good]] for path in PATHS}
    assert call("GET", f"/dwipps/{BAD}").code == "not_found"
    assert f"{BAD} is malformed in storage" in caplog.text


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        *((name, None) for name in NUMBERS if name in REQUIRED),
        *((name, {"S": "many"}) for name in NUMBERS),
        *(
            (name, {"N": number})
            for name in NUMBERS
            for number in ("1E+38", "9.99E+125", "-9.99E+125", "1E-130")
        ),
    ],
    ids=str,
)
def test_changes_of_an_item_without_its_counters_are_rejected(
    name: str, stored: dict[str, str] | None
) -> None:
    store("dwipps", **WHOLE | {name: stored})
    changes = [(method, f"/dwipps/{BAD}/{kind}") for kind in KINDS for method in ("PUT", "DELETE", "POST")]

    answers = [call(method, path) for method, path in changes]
    edit = call("PATCH", f"/dwipps/{BAD}", {"text": "Water."}, as_=SOMEBODY, headers={"if-match": '"1"'})

    assert {answer.code for answer in answers} == {"not_found"}
    assert edit.status == (412 if name == "version" else 404)


@pytest.mark.parametrize("counter", [LARGEST, -LARGEST])
def test_a_counter_does_not_leave_the_integers_that_json_holds(counter: int) -> None:
    store("dwipps", **WHOLE | {"upvotes": {"N": str(counter)}})

    assert call("PUT", f"/dwipps/{BAD}/upvote").code == "not_found"
    assert call("GET", f"/dwipps/{BAD}").body["upvotes"] == counter


@pytest.mark.parametrize("kind", KINDS)
def test_a_counter_that_dynamodb_cannot_add_to_is_not_found(kind: str) -> None:
    """A sum with more than 38 digits cancels the transaction: "Validation Error" of
    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
    """
    path = f"/dwipps/{write()['id']}/{kind}"
    reasons = [{"Code": "None"}, {"Code": "None"}, {"Code": "ValidationError", "Message": "Number overflow."}]
    error = {"Code": "TransactionCanceledException", "Message": "Transaction cancelled"}
    canceled = AWSResponse("", 400, HTTPHeaders(), None), {"Error": error, "CancellationReasons": reasons}

    def cancel(**_: object) -> tuple[AWSResponse, dict[str, Any]]:
        return canceled

    events: Any = connection.client.meta.events  # a handler may answer
    events.register("before-call.dynamodb.TransactWriteItems", cancel)
    try:
        answers = [call(method, path) for method in ("PUT", "POST")]
    finally:
        events.unregister("before-call.dynamodb.TransactWriteItems", cancel)

    assert [answer.code for answer in answers] == ["not_found"] * 2


def test_an_item_whose_id_has_no_time_is_left_out() -> None:
    store("dwipps", **WHOLE | {"id": {"S": "no id"}})

    assert pages("/dwipps", 100) == [[]]


def test_a_name_that_is_too_long_is_cut_in_new_dwipps() -> None:
    store("profiles", user_id={"S": "ada"}, display_name={"S": "x" * 1_000})

    assert write()["author"]["display_name"] == "x" * 50


def test_a_lone_surrogate_is_shown_as_a_replacement() -> None:
    """moto stores none; Amazon's DynamoDB Local does."""
    item = DwippItem.from_raw_data(WHOLE | {"text": {"S": "x \ud800"}, "author_name": {"S": "\udc00da"}})

    answer = page_answer(Page([Seen(item, upvoted=False, favorited=False, is_author=True)], None))

    shown = json.loads(answer.content)["items"][0]
    assert (shown["text"], shown["author"]["display_name"]) == ("x \ufffd", "\ufffdda")


def test_a_lone_surrogate_in_a_name_is_read_as_a_replacement() -> None:
    item = ProfileItem.from_raw_data({"user_id": {"S": "ada"}, "display_name": {"S": "\ud800da"}})

    assert item.name == "\ufffdda"


def test_a_name_of_another_type_counts_as_no_name() -> None:
    store("profiles", user_id={"S": "ada"}, display_name={"L": []})
    store("dwipps", **WHOLE)
    store("favorites", user_id={"S": "ada"}, dwipp_id={"S": BAD})

    assert call("GET", f"/dwipps/{BAD}/favorites").body == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("stored", ["1E+1", "10", "10.0", "1.0E1"])
def test_a_number_is_read_in_every_form_that_dynamodb_takes(stored: str) -> None:
    assert DwippItem.from_raw_data(WHOLE | {"upvotes": {"N": stored}}).upvotes == 10


@pytest.mark.parametrize("name", [{"L": []}, {"S": ""}, {"N": "1"}, {"NULL": True}, None], ids=str)
def test_a_person_with_a_malformed_name_writes_by_the_default_one(name: dict[str, Any] | None) -> None:
    store("profiles", user_id={"S": "ada"}, display_name=name)

    assert write()["author"]["display_name"] == "Somebody"
    assert ProfileItem.get("ada").display_name == "Somebody"


@pytest.mark.parametrize(
    "bad",
    [
        *({name: None} for name in ("dwipp_id", "author_name", "fingerprint", "expires_at")),
        *({name: {"M": {}}} for name in ("dwipp_id", "author_name", "fingerprint")),
        {"dwipp_id": {"S": "junk"}},
        {"expires_at": {"N": "1E+38"}},
    ],
    ids=str,
)
def test_a_malformed_record_of_a_key_is_ignored_and_replaced(bad: dict[str, Any]) -> None:
    def create() -> LambdaAnswer:
        return call("POST", "/dwipps", {"text": "Once."}, headers={"idempotency-key": "k"})

    create()
    store("idempotency", **IdempotencyItem.get("ada", "k").serialize() | bad)

    replaced = create()

    assert replaced.status == 201
    assert create() == replaced
