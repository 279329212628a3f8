"""Writes the data into the tables, without the app."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.data import SampleWorld, Thought
from tests.dynamodb.engine import DynamoDbLocal
from tests.dynamodb.tables import renew_tables

__all__ = ["Item", "Put", "fill", "filled_engine", "item", "platform_puts"]

BATCH = 25  # what DynamoDB takes in one BatchWriteItem
AT_ONCE = 4
LATER = 200  # batches that wait for a thread; more would fill the memory

Item = dict[str, Any]
Put = tuple[str, Item]


@contextmanager
def filled_engine(puts: Iterator[Put], what: str) -> Iterator[tuple[DynamoDbLocal, DynamoDBClient]]:
    """Yields a DynamoDB Local with the platform's tables and these items, and its client."""
    with DynamoDbLocal() as engine, closing(engine.client()) as client:
        renew_tables(client, streams=False)
        fill(client, puts, what)
        yield engine, client


def fill(client: DynamoDBClient, puts: Iterator[Put], what: str) -> None:
    """Writes the items and prints its progress."""
    done = 0
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while some := list(islice(puts, BATCH * LATER)):
            batches = (some[start : start + BATCH] for start in range(0, len(some), BATCH))
            list(threads.map(partial(_write, client), batches))
            done += len(some)
            print(f"\r  {what}: {done} items written", end="", flush=True)
    print()


def platform_puts(world: SampleWorld, shards: int) -> Iterator[Put]:
    """Returns items of the platform's tables, with a feed of this many shards."""
    for person in world.people:
        yield "profiles", item(user_id=person.id, display_name=person.name)
    for thought in world.thoughts:
        yield "dwipps", _dwipp(thought, shards)
        for table, people in (("upvotes", thought.upvoted_by), ("favorites", thought.favorited_by)):
            yield from ((table, item(user_id=person.id, dwipp_id=thought.id)) for person in people)


def item(**values: str | int) -> Item:
    """Returns an item as DynamoDB takes it."""
    return {name: {"N": str(one)} if isinstance(one, int) else {"S": one} for name, one in values.items()}


def _dwipp(thought: Thought, shards: int) -> Item:
    return item(
        id=thought.id,
        shard=thought.shard(shards),
        author_id=thought.author.id,
        author_name=thought.author.name,
        text=thought.text,
        version=1,
        upvotes=len(thought.upvoted_by),
        favorites=len(thought.favorited_by),
    )


def _write(client: DynamoDBClient, puts: Iterable[Put]) -> None:
    requests: dict[str, list[Any]] = {}
    for table, values in puts:
        requests.setdefault(table, []).append({"PutRequest": {"Item": values}})
    answer = client.batch_write_item(RequestItems=requests)
    assert not answer["UnprocessedItems"]
