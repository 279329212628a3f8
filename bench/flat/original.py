"""The original's design: one table, in which each Dwipp contains the emails of the people who reacted."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.data import FAMOUS, VIEWER, SampleWorld, Thought, dwipp_id
from bench.flat.fill import Item, Put, item

__all__ = ["TABLE", "create_table", "original_operations", "original_puts"]

TABLE = "original"


def original_puts(world: SampleWorld) -> Iterator[Put]:
    """Returns the same Dwipps in the original's format."""
    return ((TABLE, _item(thought)) for thought in world.thoughts)


def _item(thought: Thought) -> Item:
    return {
        **item(id=thought.id, email=thought.author.email, name=thought.author.name, text=thought.text),
        "upvotes": {"L": [{"S": person.email} for person in thought.upvoted_by]},
        "favorites": {"L": [{"S": person.email} for person in thought.favorited_by]},
    }


def create_table(client: DynamoDBClient) -> None:
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )


def original_operations(client: DynamoDBClient) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yields the operations that differ from the platform's, by the same names."""
    yield "feed, first page", partial(_feed, client)
    yield "my Dwipps", partial(_mine, client, VIEWER.email)
    for kind in ("upvote", "favorite"):
        toggle = partial(_toggle, client, dwipp_id(FAMOUS), f"{kind}s", VIEWER.email)
        toggle()
        yield f"{kind}: POST, setting it", toggle
        yield f"{kind}: POST, taking it back", toggle


def _feed(client: DynamoDBClient) -> list[Item]:
    """Reads all Dwipps, and sorts them in memory."""
    return sorted(_scan(client), key=lambda one: str(one["id"]["S"]), reverse=True)


def _mine(client: DynamoDBClient, email: str) -> list[Item]:
    """Reads all Dwipps and filters them. DynamoDB charges for the filtered ones too."""
    values = {":email": {"S": email}}
    return list(_scan(client, FilterExpression="email = :email", ExpressionAttributeValues=values))


def _scan(client: DynamoDBClient, **filter_: Any) -> Iterator[Item]:  # noqa: ANN401  parameters of a Scan
    scan = client.get_paginator("scan")
    pages = scan.paginate(TableName=TABLE, ReturnConsumedCapacity="TOTAL", **filter_)
    return (one for page in pages for one in page["Items"])


def _toggle(client: DynamoDBClient, dwipp_id: str, kind: str, email: str) -> None:
    """Reads, changes and writes the whole item, with everybody's emails."""
    key = {"id": {"S": dwipp_id}}
    dwipp: Item = client.get_item(TableName=TABLE, Key=key, ReturnConsumedCapacity="TOTAL")["Item"]
    emails, email_of_caller = dwipp[kind]["L"], {"S": email}
    if email_of_caller in emails:
        emails.remove(email_of_caller)
    else:
        emails.append(email_of_caller)
    client.put_item(TableName=TABLE, Item=dwipp, ReturnConsumedCapacity="TOTAL")
