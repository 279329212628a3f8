"""Writes the data into the tables, without the app."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.data import SamplePerson, SampleWorld, Thought

__all__ = ["Item", "Put", "fill", "platform_puts"]

BATCH = 25  # what DynamoDB takes in one BatchWriteItem
AT_ONCE = 4
LATER = 200  # batches that wait for a thread; more would fill the memory

Item = dict[str, Any]
Put = tuple[str, Item]
Thing = TypeVar("Thing")


def fill(client: DynamoDBClient, puts: Iterator[Put], what: str) -> None:
    """Writes the items and prints its progress."""
    done = 0
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while batches := list(islice(_chunks(puts, BATCH), LATER)):
            list(threads.map(partial(_write, client), batches))
            done += sum(map(len, batches))
            print(f"\r  {what}: {done} items written", end="", flush=True)
    print()


def platform_puts(world: SampleWorld, shards: int) -> Iterator[Put]:
    """Returns items of the platform's tables, with a feed of this many shards."""
    for person in world.people:
        yield "profiles", {"user_id": {"S": person.id}, "display_name": {"S": person.name}}
    for thought in world.thoughts:
        yield "dwipps", _dwipp(thought, shards)
        for table, people in (("upvotes", thought.upvoted_by), ("favorites", thought.favorited_by)):
            yield from ((table, _reaction(person, thought)) for person in people)


def _dwipp(thought: Thought, shards: int) -> Item:
    return {
        "id": {"S": thought.id},
        "shard": {"N": str(thought.shard(shards))},
        "author_id": {"S": thought.author.id},
        "author_name": {"S": thought.author.name},
        "text": {"S": thought.text},
        "version": {"N": "1"},
        "upvotes": {"N": str(len(thought.upvoted_by))},
        "favorites": {"N": str(len(thought.favorited_by))},
    }


def _reaction(person: SamplePerson, thought: Thought) -> Item:
    return {"user_id": {"S": person.id}, "dwipp_id": {"S": thought.id}}


def _chunks(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    iterator = iter(things)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _write(client: DynamoDBClient, puts: Iterable[Put]) -> None:
    requests: dict[str, list[Any]] = {}
    for table, item in puts:
        requests.setdefault(table, []).append({"PutRequest": {"Item": item}})
    answer = client.batch_write_item(RequestItems=requests)
    assert not answer["UnprocessedItems"]
