"""What follows a change, as the streams tell it to the worker, on tables of moto."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from tests.webapp.changes.context import Context
from tests.webapp.dwipps.dwipps import pages, write
from tests.webapp.events import call
from webapp import worker
from webapp.accounts.cognito import Cognito
from webapp.accounts.storage import ProfileItem, ProfileStorage
from webapp.dwipps.storage import DwippItem
from webapp.reactions.storage import FavoriteItem, UpvoteItem

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def pool() -> Iterator[Stubber]:
    """What Cognito answers to the worker next."""
    cognito = worker.changes._pool
    assert isinstance(cognito, Cognito)
    with Stubber(cognito.client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def make_event(table: str, name: str, **keys: str) -> dict[str, Any]:
    """A stream's event of one record."""
    arn = f"arn:aws:dynamodb:eu-west-1:000000000000:table/{table}/stream/2026-11-25T00:00:00.000"
    images = {"Keys": {key: {"S": value} for key, value in keys.items()}}
    return {"Records": [{"eventName": name, "eventSourceARN": arn, "dynamodb": images}]}


def follow(*events: dict[str, Any]) -> None:
    worker.handler({"Records": [record for event in events for record in event["Records"]]}, Context())


def reactions() -> int:
    return sum(len(list(model.scan())) for model in (UpvoteItem, FavoriteItem))


def test_a_deleted_dwipps_reactions_are_removed_and_no_others() -> None:
    deleted, kept = write()["id"], write()["id"]
    for dwipp_id in (deleted, kept):
        for number in range(30):  # more than one batch
            FavoriteItem(f"person-{number}", dwipp_id).save()
        UpvoteItem("eve", dwipp_id).save()

    follow(make_event("dwipps", "REMOVE", id=deleted))

    assert reactions() == 31
    assert {item.dwipp_id for item in FavoriteItem.scan()} == {kept}


def test_a_new_name_reaches_the_dwipps_already_written_and_no_others() -> None:
    mine, others = [write(f"Thought {number}")["id"] for number in range(30)], write(as_="eve")
    ProfileStorage().put("ada", "Countess")

    follow(make_event("profiles", "MODIFY", user_id="ada"))

    authors = {
        item["id"]: item["author"]["display_name"]
        for item in call("GET", "/dwipps", query="limit=100").body["items"]
    }
    assert authors == {**dict.fromkeys(mine, "Countess"), others["id"]: "Eve"}
    assert {item.version for item in DwippItem.scan()} == {1}


def test_all_that_somebody_did_who_left_is_removed(pool: Stubber) -> None:
    theirs, others = [write(f"Thought {number}", as_="eve")["id"] for number in range(30)], write()["id"]
    for kind in ("upvote", "favorite"):
        for dwipp_id in (theirs[0], others):
            call("PUT", f"/dwipps/{dwipp_id}/{kind}", as_="eve")
            call("PUT", f"/dwipps/{dwipp_id}/{kind}")
    ProfileStorage().leave("eve")
    pool.add_response("admin_delete_user", {}, {"UserPoolId": "eu-west-1_pool", "Username": "eve"})

    follow(make_event("profiles", "MODIFY", user_id="eve"))
    follow(*(make_event("dwipps", "REMOVE", id=dwipp_id) for dwipp_id in theirs))

    assert pages("/dwipps", 100) == [[others]]
    seen = call("GET", f"/dwipps/{others}").body
    assert (seen["upvotes"], seen["favorites"], reactions()) == (1, 1, 2)
    assert list(ProfileStorage().leaving()) == []
    assert ProfileItem.get("eve").expires_at


def test_it_may_all_be_done_again(pool: Stubber) -> None:
    write(as_="eve")
    pool.add_response("admin_delete_user", {})
    pool.add_client_error("admin_delete_user", "UserNotFoundException")

    for _ in range(2):
        ProfileStorage().leave("eve")
        follow(make_event("profiles", "MODIFY", user_id="eve"), make_event("dwipps", "REMOVE", id="gone"))

    assert pages("/dwipps", 100) == [[]]


def test_nothing_follows_the_workers_own_last_change(pool: Stubber) -> None:
    ProfileStorage().leave("eve")
    pool.add_response("admin_delete_user", {})
    follow(make_event("profiles", "MODIFY", user_id="eve"))
    done = ProfileItem.get("eve").to_simple_dict()

    follow(make_event("profiles", "MODIFY", user_id="eve"))

    assert ProfileItem.get("eve").to_simple_dict() == done


def test_a_failure_is_raised_once_the_rest_is_done(pool: Stubber) -> None:
    ProfileStorage().leave("eve")
    UpvoteItem("ada", "gone").save()
    pool.add_client_error("admin_delete_user", "InternalErrorException")

    with pytest.raises(Exception, match="InternalErrorException"):
        follow(make_event("profiles", "MODIFY", user_id="eve"), make_event("dwipps", "REMOVE", id="gone"))

    assert reactions() == 0
    assert list(ProfileStorage().leaving()) == ["eve"]


@pytest.mark.parametrize(
    ("table", "name"),
    [("dwipps", "MODIFY"), ("dwipps", "INSERT"), ("profiles", "REMOVE"), ("upvotes", "REMOVE")],
)
def test_nothing_follows_other_changes(table: str, name: str) -> None:
    UpvoteItem("ada", "some").save()

    follow(make_event(table, name, id="some", user_id="some"))

    assert reactions() == 1
