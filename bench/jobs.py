"""Renames and deletes a person with 100,000 Dwipps, in steps that are sometimes killed, while others continue.

DynamoDB Local's streams slow its writes down, so the stream is simulated: every second the worker gets the changes of
jobs and others, in its batches.
"""

import tests.conftest  # noqa: F401, I001  the environment of the app, before it is imported

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import chain, repeat
from statistics import median
from threading import Event, Lock
from typing import Any
from unittest.mock import patch

from mypy_boto3_dynamodb import DynamoDBClient
from pynamodb.connection import Connection

from bench.flat.asking import ask, prepare
from bench.flat.fill import Item, Put, filled_engine, item
from bench.report import report
from infra.functions.job_queue import STEP_TIMEOUT_SECONDS
from infra.settings.stack import JOBS_AT_ONCE
from infra.functions.worker import BATCH_SIZE, BATCHING_SECONDS
from tests.webapp.changes.no_pool import NoPool
from tests.webapp.changes.queue import Queue, queue_of_jobs
from tests.webapp.context import Context
from webapp import jobs, worker
from webapp.accounts.storage import ProfileItem, ProfileStorage
from webapp.changes.jobs import Leave, Rename, job_from
from webapp.aws.deadline import finish_within
from webapp.dwipps.ids import new_id
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.reactions.storage import upvotes

DWIPPS = 100_000
ADA, BEN, EVE = "ada", "ben", "eve"  # the subject; one who deletes; one who takes new names
OF_EVE = 10
FANS = ("fan-0", "fan-1", "fan-2")
KILLED_EACH = 4_000  # writes
EVERY_SECONDS = 2
HEADER = (
    *("What", "Dwipps", "took", "a second", "steps", "killed"),
    *("another's delete", "another's new name", "a feed page", "empty"),
)


class KilledError(BaseException):
    """Simulates a process that is killed during a step."""


@dataclass
class JobFigures:
    """Seconds in all, and of each change and page of the others."""

    what: str
    dwipps: int
    seconds: float = 0
    steps: int = 0
    killed: int = 0
    empty: int = 0  # pages that were empty when their time was up
    deletes: list[float] = field(default_factory=list)
    names: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        return (
            *(self.what, f"{self.dwipps:,}", f"{self.seconds:.0f} s", f"{self.dwipps / self.seconds:.0f}"),
            *(str(self.steps), str(self.killed)),
            *(
                f"{median(one):.1f} s, at most {max(one):.1f} s"
                for one in (self.deletes, self.names, self.pages)
            ),
            str(self.empty),
        )


class Play(DwippStorage):
    """Simulates the stream, the queue and Lambda. As the jobs' storage it fails some of their writes."""

    def __init__(self, queue: Queue, result: JobFigures) -> None:
        self._queue, self._result, self._lock = queue, result, Lock()
        self._records: list[dict[str, Any]] = []
        self._writes = 0
        self.over = Event()

    def forget(self, items: Any) -> None:  # noqa: ANN401
        self._kill_some(len(items))
        super().forget(items)
        for one in items:
            self.change("dwipps", "REMOVE", {"Keys": {"id": {"S": one.id}}})

    def rename_author(self, dwipp_id: str, name: str) -> None:
        self._kill_some(1)
        super().rename_author(dwipp_id, name)

    def change(self, table: str, kind: str, images: dict[str, Any]) -> None:
        arn = f"arn:aws:dynamodb:eu-west-1:0:table/{table}/stream/1"
        with self._lock:
            self._records.append({"eventName": kind, "eventSourceARN": arn, "dynamodb": images})

    def profile_changed(self, user_id: str) -> None:
        image = ProfileItem.get(user_id, consistent_read=True).serialize()
        self.change("profiles", "MODIFY", {"Keys": {"user_id": {"S": user_id}}, "NewImage": image})

    def feed_worker(self) -> None:
        while not self.over.wait(BATCHING_SECONDS):
            with self._lock:
                records, self._records = self._records, []
            for start in range(0, len(records), BATCH_SIZE):
                worker.handler({"Records": records[start : start + BATCH_SIZE]}, Context())

    def work(self) -> None:
        while not self.over.is_set():
            try:
                message = self._queue.messages.popleft()
            except IndexError:
                time.sleep(0.01)
                continue
            job = job_from(message)
            try:
                with finish_within(STEP_TIMEOUT_SECONDS - jobs.SPARE_SECONDS):
                    left = jobs.jobs.step(job)
            except (KilledError, Exception) as error:
                self._result.killed += isinstance(error, KilledError)
                self._queue.messages.append(message)
                continue
            if left:
                jobs.queue.put([left])
            if isinstance(job, (Leave, Rename)) and job.user_id == ADA:
                self._result.steps += 1
                if left is None:
                    self.over.set()

    def _kill_some(self, writes: int) -> None:
        with self._lock:
            before, self._writes = self._writes, self._writes + writes
        if before // KILLED_EACH != (before + writes) // KILLED_EACH:
            raise KilledError


def main(count: int) -> None:
    filled = filled_engine(_puts(count), f"{count:,} Dwipps")
    with filled as (_, client), patch.object(Connection, "client", client):
        prepare(BEN)
        renamed = _measured("a new name", count, lambda: ProfileStorage().put(ADA, "Countess"))
        _assert_nobody_is(client, "Ada")
        left = _measured("leaving", count, lambda: ProfileStorage().leave(ADA))
        _assert_nobody_is(client, "Countess")
        assert not ProfileStorage().leaving()
    rows = [renamed.row(), left.row()]
    report("jobs", HEADER, rows, {"runs": [asdict(renamed), asdict(left)]})


def _puts(count: int) -> Iterator[Put]:
    """Returns the items. Ada's are the newest."""
    for one in (ADA, BEN, EVE, *FANS):
        yield "profiles", item(user_id=one, display_name=one.title())
    authors = chain(repeat(EVE, OF_EVE), repeat(BEN, 30), repeat(ADA, count))
    yield from (("dwipps", _dwipp(author, number)) for number, author in enumerate(authors))


def _dwipp(author: str, number: int) -> Item:
    words = {"author_id": author, "author_name": author.title(), "text": "Water is just wet air."}
    return item(id=new_id(), **words, shard=number % 3, version=1, upvotes=0, favorites=0)


def _measured(what: str, count: int, begin: Callable[[], None]) -> JobFigures:
    result = JobFigures(what, count)
    jobs_pool = patch.object(jobs.jobs, "_pool", NoPool())
    with queue_of_jobs() as queue, jobs_pool, ThreadPoolExecutor(JOBS_AT_ONCE + 1) as threads:
        play = Play(queue, result)
        with patch.object(jobs.jobs, "_dwipps", play):
            began = time.monotonic()
            begin()
            play.profile_changed(ADA)
            running = [threads.submit(run) for run in (play.feed_worker, *[play.work] * JOBS_AT_ONCE)]
            try:
                while not play.over.wait(EVERY_SECONDS):
                    _others(play, result)
                    print(f"\r  {what}: {result.steps} steps, {result.killed} killed", end="", flush=True)
            finally:
                play.over.set()
            result.seconds = time.monotonic() - began
            for one in running:
                one.result()
    print()
    return result


def _others(play: Play, result: JobFigures) -> None:
    """Reads the feed, deletes a Dwipp, and renames a person; waits until the consequences are done."""
    began = time.monotonic()
    result.empty += not ask(200, "GET", "/dwipps", as_=BEN)["items"]
    result.pages.append(time.monotonic() - began)
    dwipp_id = ask(201, "POST", "/dwipps", {"text": "Soon gone."}, as_=BEN)["id"]
    for fan in FANS:
        ask(200, "PUT", f"/dwipps/{dwipp_id}/upvote", as_=fan)
    ask(204, "DELETE", f"/dwipps/{dwipp_id}", as_=BEN)
    play.change("dwipps", "REMOVE", {"Keys": {"id": {"S": dwipp_id}}})
    name, eves = f"Eve {len(result.names)}", partial(DwippStorage().of_author, EVE, None, OF_EVE)
    ProfileStorage().put(EVE, name)
    play.profile_changed(EVE)
    result.deletes.append(_seconds_until(play, lambda: not upvotes.of_dwipp(dwipp_id, None, 1)))
    result.names.append(_seconds_until(play, lambda: {one.author_name for one in eves()} == {name}))


def _seconds_until(play: Play, done: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not done() and not play.over.is_set():
        time.sleep(0.02)
    return time.monotonic() - began


def _assert_nobody_is(client: DynamoDBClient, name: str) -> None:
    """Asserts by direct access that no Dwipp's author has this name."""
    pages = client.get_paginator("scan").paginate(
        TableName=DwippItem.Meta.table_name,
        FilterExpression="author_name = :name",
        ExpressionAttributeValues={":name": {"S": name}},
        Select="COUNT",
    )
    assert sum(page["Count"] for page in pages) == 0


if __name__ == "__main__":
    count = (sys.argv[1:] or [""])[0] or str(DWIPPS)
    if not count.isdecimal() or int(count) == 0:
        sys.exit(f"how many Dwipps? make bench-jobs DWIPPS=1000, not DWIPPS={count}")
    main(int(count))
