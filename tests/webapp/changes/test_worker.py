"""The worker turns changes from the streams into jobs, which clean up after them. Tables are moto's."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from tests.webapp.changes.queue import Queue
from tests.webapp.context import Context
from tests.webapp.dwipps.dwipps import pages, write
from tests.webapp.events import call
from webapp import jobs, worker
from webapp.accounts.storage import ProfileItem, ProfileStorage
from webapp.changes.jobs import Leave, Rename, text_of
from webapp.changes.queue import SETTLING_SECONDS
from webapp.dwipps.storage import DwippItem
from webapp.reactions.storage import FavoriteItem, UpvoteItem

Follow = Callable[..., None]

pytestmark = pytest.mark.usefixtures("aws")


def make_event(table: str, name: str, **keys: str) -> dict[str, Any]:
    """Returns a stream's event with one record. For a profile it contains the current item."""
    arn = f"arn:aws:dynamodb:eu-west-1:000000000000:table/{table}/stream/2026-11-25T00:00:00.000"
    images: dict[str, Any] = {"Keys": {key: {"S": value} for key, value in keys.items()}}
    if table == "profiles" and name != "REMOVE":
        images["NewImage"] = ProfileItem.get(keys["user_id"]).serialize()
    return {"Records": [{"eventName": name, "eventSourceARN": arn, "dynamodb": images}]}


@pytest.fixture
def follow(queue: Queue) -> Callable[..., None]:
    """Returns a function that sends events to the worker and runs the jobs that it queues."""

    def follow(*events: dict[str, Any]) -> None:
        worker.handler({"Records": [record for event in events for record in event["Records"]]}, Context())
        queue.empty()

    return follow


def reactions() -> int:
    return sum(len(list(model.scan())) for model in (UpvoteItem, FavoriteItem))


def test_a_deleted_dwipps_reactions_are_removed_and_no_others(follow: Follow) -> None:
    deleted, kept = write()["id"], write()["id"]
    for dwipp_id in (deleted, kept):
        for number in range(30):  # more than one batch
            FavoriteItem(f"person-{number}", dwipp_id).save()
        UpvoteItem("eve", dwipp_id).save()

    follow(make_event("dwipps", "REMOVE", id=deleted))

    assert reactions() == 31
    assert {item.dwipp_id for item in FavoriteItem.scan()} == {kept}


@pytest.mark.slow
def test_a_new_name_reaches_the_dwipps_already_written_and_no_others(follow: Follow) -> None:
    mine, others = [write(f"Thought {number}")["id"] for number in range(30)], write(as_="eve")
    ProfileStorage().put("ada", "Countess")

    follow(make_event("profiles", "MODIFY", user_id="ada"))

    authors = {
        item["id"]: item["author"]["display_name"]
        for item in call("GET", "/dwipps", query="limit=100").body["items"]
    }
    assert authors == {**dict.fromkeys(mine, "Countess"), others["id"]: "Eve"}
    assert {item.version for item in DwippItem.scan()} == {1}


def test_many_new_names_in_one_batch_are_one_job(queue: Queue) -> None:
    records = []
    for number in range(25):
        ProfileStorage().put("ada", f"Ada {number}")
        records += make_event("profiles", "MODIFY", user_id="ada")["Records"]

    worker.handler({"Records": records}, Context())

    last = ProfileItem.get("ada").named_at
    assert list(queue.messages) == [text_of(Rename("ada", last))]


def test_a_new_name_waits_for_newer_ones_and_nothing_else_waits(queue: Queue) -> None:
    ProfileStorage().put("ada", "Countess")

    for event in (make_event("profiles", "MODIFY", user_id="ada"), make_event("dwipps", "REMOVE", id="gone")):
        worker.handler(event, Context())
    jobs.queue.put([Rename("ada", below="some id")])

    assert queue.delays == [SETTLING_SECONDS, 0, 0]


@pytest.mark.slow
def test_the_data_of_a_person_who_left_is_deleted(pool: Stubber, follow: Follow) -> None:
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


@pytest.mark.parametrize("user_id", ["bela@dwipper.example", "x" * 129, "a b", " ", "a\nb", "\u200b"])
def test_no_account_is_deleted_for_a_tombstone_without_a_sub(
    user_id: str, pool: Stubber, follow: Follow
) -> None:
    """The pool would take an email for a name; it has no response here, so a call would raise."""
    ProfileStorage().leave(user_id)

    follow(make_event("profiles", "MODIFY", user_id=user_id))

    assert list(ProfileStorage().leaving()) == []


def test_a_lone_surrogate_in_a_deleted_dwipps_id_ends_its_job(follow: Follow) -> None:
    FavoriteItem("eve", kept := write()["id"]).save()

    follow(make_event("dwipps", "REMOVE", id=f"{kept}\ud800"))

    assert reactions() == 1


def test_a_malformed_time_of_a_name_makes_no_job(queue: Queue) -> None:
    event = make_event("profiles", "MODIFY", user_id="eve")
    event["Records"][0]["dynamodb"]["NewImage"]["named_at"] = {"S": "\x01" * 1_000}

    worker.handler(event, Context())

    assert not queue.messages


def test_all_jobs_may_be_repeated(pool: Stubber, follow: Follow) -> None:
    write(as_="eve")
    pool.add_response("admin_delete_user", {})
    pool.add_client_error("admin_delete_user", "UserNotFoundException")

    for _ in range(2):
        ProfileStorage().leave("eve")
        follow(make_event("profiles", "MODIFY", user_id="eve"), make_event("dwipps", "REMOVE", id="gone"))

    assert pages("/dwipps", 100) == [[]]


def test_nothing_follows_the_workers_own_last_change(pool: Stubber, follow: Follow) -> None:
    ProfileStorage().leave("eve")
    pool.add_response("admin_delete_user", {})
    follow(make_event("profiles", "MODIFY", user_id="eve"))
    done = ProfileItem.get("eve").to_simple_dict()

    follow(make_event("profiles", "MODIFY", user_id="eve"))

    assert ProfileItem.get("eve").to_simple_dict() == done


def test_a_failure_is_raised_once_the_rest_is_done(pool: Stubber, follow: Follow, queue: Queue) -> None:
    write(as_="eve")
    UpvoteItem("eve", "gone").save()
    ProfileStorage().leave("eve")
    for _ in range(2):  # in the step that has come on, and in the next one
        pool.add_client_error("admin_delete_user", "InternalErrorException")

    with pytest.raises(Exception, match="InternalErrorException"):
        follow(make_event("profiles", "MODIFY", user_id="eve"))

    assert (pages("/dwipps", 100), reactions()) == ([[]], 0)
    assert list(ProfileStorage().leaving()) == ["eve"]


@pytest.mark.parametrize(("tries", "seconds"), [(1, 5), (2, 10), (5, 80), (6, 160), (7, 180), (20, 180)])
def test_a_job_that_failed_is_delivered_again_after_seconds_at_first(
    pool: Stubber, queue: Queue, tries: int, seconds: int
) -> None:
    """Lambda leaves a failed message hidden for the queue's time, three minutes."""
    ProfileStorage().leave("eve")
    pool.add_client_error("admin_delete_user", "InternalErrorException")
    queue.messages.append(text_of(Leave("eve")))

    with pytest.raises(Exception, match="InternalErrorException"):
        queue.deliver(tries)

    assert queue.hidden == [seconds]


def test_a_failure_is_raised_even_if_the_queue_does_not_answer(
    pool: Stubber, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://sqs")

    ProfileStorage().leave("eve")
    pool.add_client_error("admin_delete_user", "InternalErrorException")
    queue.messages.append(text_of(Leave("eve")))
    monkeypatch.setattr(jobs.queue.client, "change_message_visibility", fail)

    with pytest.raises(Exception, match="InternalErrorException"):
        queue.deliver()


@pytest.mark.parametrize(
    ("table", "name"),
    [("dwipps", "MODIFY"), ("dwipps", "INSERT"), ("profiles", "REMOVE"), ("upvotes", "REMOVE")],
)
def test_nothing_follows_other_changes(follow: Follow, table: str, name: str) -> None:
    UpvoteItem("ada", "some").save()

    follow(make_event(table, name, id="some"))

    assert reactions() == 1
