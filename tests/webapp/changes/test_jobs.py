"""A job runs in steps. Each step is bounded, keeps what it did, and may be repeated. Tables are moto's."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
import pytest

from infra.tables import TABLES
from tests.webapp.changes.no_pool import NoPool
from tests.webapp.changes.queue import Queue
from tests.webapp.dwipps.dwipps import SOMEBODY
from tests.webapp.oldest_items import DWIPP, OLDEST
from webapp.accounts.storage import ProfileItem, ProfileStorage
from webapp.changes import service
from webapp.changes.jobs import JOB_TYPES, ForgetReactions, Job, Leave, Rename, job_from, text_of
from webapp.changes.records import jobs_after
from webapp.changes.service import JobRunner
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.environment import environment
from webapp.reactions.storage import FavoriteItem, UpvoteItem

pytestmark = pytest.mark.usefixtures("aws")

ROUNDS, ITEMS = 2, 3  # of a step, for these tests
STEP = ROUNDS * ITEMS
# https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
LONGEST_TOKEN_SECONDS = 24 * 60 * 60


class CountingStorage(DwippStorage):
    """Counts renamed items. At the given write numbers it fails, or calls a function of `meanwhile`."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.failing: set[int] = set()
        self.meanwhile: dict[int, Callable[[], Any]] = {}

    def rename_author(self, dwipp_id: str, name: str) -> None:
        super().rename_author(dwipp_id, name)
        self.names[dwipp_id] += 1
        number = self.names.total()
        self.meanwhile.get(number, lambda: None)()
        if number in self.failing:
            raise ConnectionError


@pytest.fixture
def storage() -> CountingStorage:
    return CountingStorage()


@pytest.fixture
def jobs(storage: CountingStorage, monkeypatch: pytest.MonkeyPatch) -> JobRunner:
    monkeypatch.setattr(service, "ROUNDS", ROUNDS)
    monkeypatch.setattr(service, "ROUND_ITEMS", ITEMS)
    monkeypatch.setattr(service, "STEP_SECONDS", 600)  # on a slow machine a step would end within its rounds
    return JobRunner(NoPool(), ProfileStorage(), storage, sleep=lambda seconds: None)


def write(count: int, author: str = "ada") -> list[str]:
    """Writes this many Dwipps of a person. Returns their ids, newest first."""
    ids = [f"{author}-{number:03}" for number in range(count)]
    with DwippItem.batch_write() as batch:
        for one in ids:
            batch.save(DwippItem(one, shard=0, author_id=author, author_name="Ada", text="Hm."))
    return ids[::-1]


def rename(name: str) -> Rename:
    """Gives Ada a new name. Returns the job that follows."""
    ProfileStorage().put("ada", name)
    return Rename("ada", ProfileItem.get("ada").named_at)


def named(name: str) -> list[str]:
    return sorted((item.id for item in DwippItem.scan() if item.author_name == name), reverse=True)


def steps_of(jobs: JobRunner, job: Job | None) -> int:
    """Runs all steps of a job, each through its message's text. Returns their number."""
    steps = 0
    while job:
        job, steps = jobs.step(job_from(text_of(job))), steps + 1
    return steps


def test_a_step_renames_a_limited_number_and_returns_where_to_continue(jobs: JobRunner) -> None:
    ids = write(2 * STEP)
    job = rename("Countess")

    left = jobs.step(job)

    assert left == replace(job, below=ids[STEP - 1])
    assert named("Countess") == ids[:STEP]


def test_a_long_job_ends_and_writes_each_once(jobs: JobRunner, storage: CountingStorage) -> None:
    ids = write(5 * STEP)
    job = rename("Countess")

    assert steps_of(jobs, job) == 6
    assert storage.names == Counter(ids)


def test_a_step_that_fails_after_progress_continues_from_there(
    jobs: JobRunner, storage: CountingStorage
) -> None:
    ids = write(2 * STEP)
    job = rename("Countess")
    storage.failing = {ITEMS + 1}

    left = jobs.step(job)

    assert left == replace(job, below=ids[ITEMS - 1])
    steps_of(jobs, left)
    assert named("Countess") == ids


def test_a_step_that_can_do_nothing_raises_so_that_the_queue_counts_it(
    jobs: JobRunner, storage: CountingStorage
) -> None:
    write(STEP)
    job = rename("Countess")
    storage.failing = {1}

    with pytest.raises(ConnectionError):
        jobs.step(job)


def test_any_number_of_failures_does_not_end_a_job_with_progress(
    jobs: JobRunner, storage: CountingStorage
) -> None:
    ids = write(3 * STEP)
    job = rename("Countess")
    storage.failing = set(range(ITEMS + 1, 3 * STEP, ITEMS))  # the first write of each step's second round

    steps_of(jobs, job)

    assert named("Countess") == ids


def test_a_step_ends_with_its_time(jobs: JobRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = write(STEP)
    job = rename("Countess")
    monkeypatch.setattr(service, "STEP_SECONDS", -1)

    assert jobs.step(job) == job
    assert named("Ada") == ids


FIRST_MESSAGES = [
    '{"job": "forget_reactions", "dwipp_ids": ["one"]}',
    '{"job": "leave", "user_id": "ada"}',
    '{"job": "rename", "user_id": "ada"}',
]


def test_a_message_that_the_first_release_with_its_job_sent_is_read() -> None:
    """The queue keeps messages over a release, so a field that is added later needs a default."""
    assert [type(job_from(one)) for one in FIRST_MESSAGES] == list(JOB_TYPES.values()), (
        "list a message of each job in FIRST_MESSAGES"
    )


def test_a_message_that_comes_twice_is_harmless(jobs: JobRunner, storage: CountingStorage) -> None:
    ids = write(2 * STEP)
    job = rename("Countess")

    for _ in range(2):
        steps_of(jobs, job)

    assert named("Countess") == ids
    assert storage.names == Counter(ids)


def test_a_newer_name_ends_the_job_of_an_older_one(jobs: JobRunner, storage: CountingStorage) -> None:
    """Otherwise forty names within a minute would be forty jobs over everything that the person wrote."""
    ids = write(2 * STEP)
    first, back = rename("Countess"), rename("Lady")
    last = rename("Countess")

    assert [jobs.step(first), jobs.step(back), storage.names.total()] == [None, None, 0]
    steps_of(jobs, last)
    assert named("Countess") == ids
    assert storage.names == Counter(ids)


def test_the_job_of_an_older_name_ends_between_two_steps(jobs: JobRunner) -> None:
    ids = write(2 * STEP)
    left = jobs.step(rename("Countess"))
    newer = rename("Lady")

    assert left
    assert jobs.step(left) is None
    assert named("Countess") == ids[:STEP]
    steps_of(jobs, newer)
    assert named("Lady") == ids


def test_a_name_that_changes_during_a_round_is_not_overwritten_by_the_old_one(
    jobs: JobRunner, storage: CountingStorage
) -> None:
    """The newer name's own job may have passed already when the older name is written."""
    ids = write(ITEMS)
    job = rename("Countess")
    storage.meanwhile[1] = lambda: ProfileStorage().put("ada", "Lady")

    steps_of(jobs, job)

    assert named("Lady") == ids


def test_the_job_of_an_older_name_leaves_the_rest_to_the_newer_one(
    jobs: JobRunner, storage: CountingStorage
) -> None:
    write(2 * STEP)
    job = rename("Countess")
    storage.meanwhile[1] = lambda: ProfileStorage().put("ada", "Lady")

    assert jobs.step(job) is None


def test_a_renaming_does_not_bring_back_a_dwipp_that_was_deleted_meanwhile(storage: CountingStorage) -> None:
    storage.rename_author("deleted", "Countess")

    assert list(DwippItem.scan()) == []


def test_leaving_ends_a_renaming(jobs: JobRunner) -> None:
    write(2 * STEP)
    left = jobs.step(rename("Countess"))
    ProfileStorage().leave("ada")

    assert left
    assert jobs.step(left) is None
    steps_of(jobs, Leave("ada"))
    assert list(DwippItem.scan()) == []


def test_a_person_who_leaves_is_deleted_step_by_step_and_the_mark_is_last(jobs: JobRunner) -> None:
    write(2 * STEP)
    others = write(2, author="eve")
    UpvoteItem("ada", others[0]).save()
    DwippItem(others[0]).update([DwippItem.upvotes.add(1)])
    ProfileStorage().leave("ada")

    left = jobs.step(Leave("ada"))
    assert left == Leave("ada")
    assert len(list(DwippItem.scan())) == STEP + 2
    assert list(ProfileStorage().leaving()) == ["ada"]

    steps_of(jobs, left)
    assert {item.id: item.upvotes for item in DwippItem.scan()} == dict.fromkeys(others, 0)
    assert (list(UpvoteItem.scan()), list(ProfileStorage().leaving())) == ([], [])
    assert jobs.step(Leave("ada")) is None


def test_a_tombstone_outlives_every_access_token_of_its_person(jobs: JobRunner) -> None:
    ProfileStorage().leave("ada")
    before = int(time.time())

    steps_of(jobs, Leave("ada"))

    expires_at = ProfileItem.get("ada").expires_at
    assert expires_at is not None
    assert expires_at >= before + LONGEST_TOKEN_SECONDS


@pytest.mark.parametrize(("id_", "job"), [(SOMEBODY, Leave(SOMEBODY)), (DWIPP, ForgetReactions([DWIPP]))])
def test_after_a_person_or_dwipp_is_gone_no_table_has_an_item_of_theirs_that_does_not_expire(
    jobs: JobRunner, id_: str, job: Job
) -> None:
    client = boto3.client("dynamodb", region_name="eu-west-1")
    for table, item in OLDEST.items():
        client.put_item(TableName=table, Item=item)
    ProfileStorage().leave(SOMEBODY)
    if id_ == DWIPP:
        DwippItem(DWIPP).delete()

    steps_of(jobs, job)

    left = {
        table
        for table, shape in TABLES.items()
        if not shape.expires and id_ in json.dumps(client.scan(TableName=table)["Items"])
    }
    assert left == set(), "delete them in webapp/changes/service.py"


def test_after_a_rename_no_item_that_stays_shows_the_older_name(jobs: JobRunner) -> None:
    client = boto3.client("dynamodb", region_name="eu-west-1")
    for table, item in OLDEST.items():
        client.put_item(TableName=table, Item=item)
    ProfileStorage().put(SOMEBODY, "Countess")

    steps_of(jobs, Rename(SOMEBODY, ProfileItem.get(SOMEBODY).named_at))

    older = {
        table
        for table, shape in TABLES.items()
        if not shape.expires
        for item in client.scan(TableName=table)["Items"]
        if item.get("author_name", {"S": "Countess"}) != {"S": "Countess"}
    }
    assert older == set(), "write the new name into them in webapp/changes/service.py"


ODD = {"N": "9.99E+125"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "odd",
    [
        *({name: {"S": "x"}} for name in ("version", "upvotes", "favorites")),
        *({name: ODD} for name in ("version", "upvotes", "favorites", "edited_at", "author_name", "text")),
    ],
    ids=str,
)
def test_a_malformed_item_is_renamed_and_removed_as_the_others_are(
    jobs: JobRunner, odd: dict[str, Any]
) -> None:
    ids = write(STEP)
    client = boto3.client("dynamodb", region_name="eu-west-1")
    malformed = DwippItem.get(ids[1]).serialize() | odd
    client.put_item(TableName="dwipps", Item=malformed)

    steps_of(jobs, rename("Countess"))
    assert named("Countess") == ids
    stored = client.get_item(TableName="dwipps", Key={"id": {"S": ids[1]}})["Item"]
    assert stored == malformed | {"author_name": {"S": "Countess"}}

    ProfileStorage().leave("ada")
    steps_of(jobs, Leave("ada"))
    assert list(DwippItem.scan()) == []


def test_an_item_that_cannot_be_renamed_is_skipped_and_logged(
    jobs: JobRunner, caplog: pytest.LogCaptureFixture
) -> None:
    """An item of 400 KB, the most that DynamoDB takes, has no room for a longer name."""
    ids = write(STEP)
    DwippItem(ids[1], shard=0, author_id="ada", author_name="Ada", text="x" * 404_920).save()

    steps_of(jobs, rename("Countess of Lovelace and Marylebone"))

    assert [item.id for item in DwippItem.scan() if item.author_name == "Ada"] == [ids[1]]
    assert f"{ids[1]} keeps" in caplog.text


def test_reactions_to_a_dwipp_with_a_malformed_counter_are_removed(jobs: JobRunner) -> None:
    boto3.client("dynamodb", region_name="eu-west-1").put_item(
        TableName="dwipps", Item={"id": {"S": "odd"}, "author_id": {"S": "eve"}, "upvotes": ODD}
    )
    UpvoteItem("ada", "odd").save()
    ProfileStorage().leave("ada")

    steps_of(jobs, Leave("ada"))

    assert list(UpvoteItem.scan()) == []


TIME = {"S": "2026-11-27T18:00:00+00:00"}
HALF_TOMBSTONES: list[dict[str, Any]] = [
    {"leaving": {"S": "no"}},
    {"leaving": {"S": "yes"}},
    {"leaving": {"S": "no"}, "left_at": TIME},
    {"leaving": {"L": []}, "left_at": TIME},
    {"leaving": {"S": "yes"}, "left_at": {"S": ""}},
    {"leaving": {"S": "yes"}, "left_at": {"N": "1"}},
]


@pytest.mark.parametrize("marks", [*HALF_TOMBSTONES, {"leaving": {"S": "yes"}, "left_at": TIME}], ids=str)
def test_a_stream_starts_a_departure_for_the_same_items_that_the_job_acts_on(marks: dict[str, Any]) -> None:
    image = {"user_id": {"S": "ada"}, **marks}
    record = {
        "eventName": "MODIFY",
        "eventSourceARN": f"arn:aws:dynamodb:eu-west-1:123456789012:table/{environment().profiles_table}/stream/1",
        "dynamodb": {"Keys": {"user_id": {"S": "ada"}}, "NewImage": image},
    }

    started = jobs_after({"Records": [record]}) == [Leave("ada")]

    assert started == ProfileItem.from_raw_data(image).is_leaving


@pytest.mark.parametrize("marks", HALF_TOMBSTONES, ids=str)
def test_nothing_of_a_person_without_a_complete_tombstone_is_deleted(
    jobs: JobRunner, marks: dict[str, Any]
) -> None:
    ids = write(2)
    profile = {"user_id": {"S": "ada"}, "display_name": {"S": "Ada"}, **marks}
    boto3.client("dynamodb", region_name="eu-west-1").put_item(TableName="profiles", Item=profile)

    assert jobs.step(Leave("ada")) is None
    assert named("Ada") == ids


@pytest.mark.parametrize("model", [UpvoteItem, FavoriteItem])
def test_many_reactions_are_deleted_step_by_step(jobs: JobRunner, model: type[UpvoteItem]) -> None:
    for number in range(STEP + 1):
        model(f"person-{number}", "popular").save()
    model("ada", "other").save()

    left = jobs.step(ForgetReactions(["other", "popular"]))

    assert left == ForgetReactions(["popular"])
    assert len(list(model.scan())) == 1
    steps_of(jobs, left)
    assert list(model.scan()) == []


def test_the_rest_of_a_job_goes_back_to_the_queue(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "ROUNDS", 1)
    monkeypatch.setattr(service, "ROUND_ITEMS", ITEMS)
    monkeypatch.setattr(service, "STEP_SECONDS", 600)  # on a slow machine a step would end within its rounds
    ids = write(ITEMS + 1)
    job = rename("Countess")
    queue.messages.append(text_of(job))

    queue.deliver()

    assert list(queue.messages) == [text_of(replace(job, below=ids[ITEMS - 1]))]
    queue.empty()
    assert named("Countess") == ids
