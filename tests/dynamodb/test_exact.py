"""Under contention every counter is exact, and no answer is a server error."""

import random
from collections import Counter
from functools import partial
from itertools import cycle, islice

import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

from tests.dynamodb.crowd import at_once, count, introduce
from tests.dynamodb.crowd import patient_call as call
from tests.dynamodb.streams import StreamReader
from tests.webapp.changes.queue import queue_of_jobs
from tests.webapp.context import Context
from tests.webapp.dwipps.dwipps import pages, write
from webapp import worker

pytestmark = pytest.mark.usefixtures("cursor_key")

KINDS = {"upvote": "upvotes", "favorite": "favorites"}


def test_a_storm_of_toggles_puts_and_deletes_by_64_threads_leaves_the_counters_at_their_items(
    dynamodb: DynamoDBClient,
) -> None:
    people, dice = introduce(100), random.Random(7)
    path = f"/dwipps/{write(as_=people[0])['id']}"
    togglers, others = people[:48], people[48:]  # some of the togglers press twice at a time
    presses = list(islice(cycle(togglers), 500))
    calls = [
        *(("POST", "upvote", one) for one in presses),
        *((dice.choice(["PUT", "DELETE"]), kind, one) for one in others for kind in KINDS for _ in range(3)),
    ]
    dice.shuffle(calls)

    answers = at_once(partial(call, method, f"{path}/{kind}", as_=one) for method, kind, one in calls)

    assert {answer.status for answer in answers} == {200}
    seen = call("GET", path, as_=people[0]).body
    for counter in KINDS.values():
        assert seen[counter] == count(dynamodb, counter)
    odd = {one for one, number in Counter(presses).items() if number % 2}
    assert odd == upvoters(dynamodb) & set(togglers)


def upvoters(client: DynamoDBClient) -> set[str]:
    pages = client.get_paginator("scan").paginate(TableName="upvotes", ConsistentRead=True)
    return {item["user_id"]["S"] for page in pages for item in page["Items"]}


def test_each_of_64_concurrent_toggles_by_one_person_counts(dynamodb: DynamoDBClient) -> None:
    (ada,) = introduce(1)
    path = f"/dwipps/{write(as_=ada)['id']}"

    answers = at_once(partial(call, "POST", f"{path}/upvote", as_=ada) for _ in range(64))

    assert {answer.status for answer in answers} == {200}
    assert call("GET", path, as_=ada).body["upvotes"] == count(dynamodb, "upvotes") == 0
    assert call("POST", f"{path}/upvote", as_=ada).body["upvotes"] == 1


def test_reactions_that_race_with_deletes_are_hidden_and_deleted_by_a_job(
    dynamodb: DynamoDBClient, streams: DynamoDBStreamsClient
) -> None:
    people, dice = introduce(16), random.Random(7)
    changes = StreamReader(dynamodb, streams, "dwipps")
    ids = [write(as_=people[0])["id"] for _ in range(6)]
    calls = [("PUT", f"/dwipps/{one}/{kind}", who) for one in ids for kind in KINDS for who in people]
    deletes = [("DELETE", f"/dwipps/{one}", people[0]) for one in ids[:4]]
    dice.shuffle(calls)
    calls[len(calls) // 2 : len(calls) // 2] = deletes

    answers = at_once(partial(call, method, path, as_=who) for method, path, who in calls)

    assert {answer.status for answer in answers} == {200, 204, 404}
    assert pages("/dwipps", 10, as_=people[1]) == [sorted(ids[4:], reverse=True)]
    for who in people:
        assert set(pages("/me/favorites", 10, as_=who)[0]) <= set(ids[4:])
    with queue_of_jobs() as queue:
        worker.handler(dict(changes.event()), Context())
        queue.empty()
    for kind, counter in KINDS.items():
        seen = [call("GET", f"/dwipps/{one}", as_=people[0]).body[counter] for one in ids[4:]]
        assert sum(seen) == count(dynamodb, counter), kind


def test_one_of_many_racing_edits_succeeds(dynamodb: DynamoDBClient) -> None:
    (ada,) = introduce(1)
    path = f"/dwipps/{write(as_=ada)['id']}"
    edit = partial(call, "PATCH", path, as_=ada, headers={"if-match": '"1"'})

    answers = at_once(partial(edit, {"text": f"Thought {number}"}) for number in range(64))

    assert Counter(answer.status for answer in answers) == {200: 1, 412: 63}
    (made,) = [answer.body for answer in answers if answer.status == 200]
    assert call("GET", path, as_=ada).body == made


def test_racing_creates_with_one_key_make_one_dwipp(dynamodb: DynamoDBClient) -> None:
    (ada,) = introduce(1)
    create = partial(call, "POST", "/dwipps", {"text": "Once."}, as_=ada, headers={"idempotency-key": "k"})

    answers = at_once(create for _ in range(64))

    assert {answer.status for answer in answers} == {201}
    assert len({answer.body["id"] for answer in answers}) == 1
    assert (count(dynamodb, "dwipps"), count(dynamodb, "idempotency")) == (1, 1)
