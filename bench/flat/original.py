"""The original's design: one table, in which each Dwipp contains the emails of the people who reacted."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.data import FAMOUS, VIEWER, SampleWorld, Thought, dwipp_id
from bench.flat.fill import Item, Put

__all__ = ["TABLE", "Original", "create_table", "original_operations", "original_puts"]

TABLE = "original"


def original_puts(world: SampleWorld) -> Iterator[Put]:
    """Returns the same Dwipps in the original's format."""
    return ((TABLE, _item(thought)) for thought in world.thoughts)


def _item(thought: Thought) -> Item:
    return {
        "id": {"S": thought.id},
        "email": {"S": thought.author.email},
        "name": {"S": thought.author.name},
        "text": {"S": thought.text},
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
    """Returns the operations that differ from the platform's, by the same names."""
    original = Original(client)
    yield "feed, first page", original.feed
    yield "my Dwipps", partial(original.mine, VIEWER.email)
    for kind in ("upvote", "favorite"):
        toggle = partial(original.toggle, dwipp_id(FAMOUS), f"{kind}s", VIEWER.email)
        toggle()
        yield f"{kind}: POST, setting it", toggle
        yield f"{kind}: POST, taking it back", toggle


class Original:
    """The original's calls to DynamoDB for each operation."""

    def __init__(self, client: DynamoDBClient) -> None:
        self._client = client

    def feed(self) -> list[Item]:
        """Reads all Dwipps, and sorts them in memory."""
        return sorted(self._scan(), key=lambda item: str(item["id"]["S"]), reverse=True)

    def mine(self, email: str) -> list[Item]:
        """Reads all Dwipps and filters them. DynamoDB charges for the filtered ones too."""
        values = {":email": {"S": email}}
        return list(self._scan(FilterExpression="email = :email", ExpressionAttributeValues=values))

    def toggle(self, dwipp_id: str, kind: str, email: str) -> None:
        """Reads, changes and writes the whole item, with everybody's emails."""
        answer = self._client.get_item(
            TableName=TABLE, Key={"id": {"S": dwipp_id}}, ReturnConsumedCapacity="TOTAL"
        )
        item: Item = answer["Item"]
        emails, email_of_caller = item[kind]["L"], {"S": email}
        if email_of_caller in emails:
            emails.remove(email_of_caller)
        else:
            emails.append(email_of_caller)
        self._client.put_item(TableName=TABLE, Item=item, ReturnConsumedCapacity="TOTAL")

    def _scan(self, **filter_: Any) -> Iterator[Item]:  # noqa: ANN401  parameters of a Scan
        pages = self._client.get_paginator("scan").paginate(
            TableName=TABLE, ReturnConsumedCapacity="TOTAL", **filter_
        )
        return (item for page in pages for item in page["Items"])
