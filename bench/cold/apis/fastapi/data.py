"""The platform's reads and writes for a feed page, a create and an upvote, with boto3's client."""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

import boto3
from botocore.exceptions import ClientError
from ids import made_at, new_id
from small.models import Author, Dwipp, DwippPage, Viewer

Item = dict[str, Any]
Marks = Sequence[Collection[str]]  # of the caller's upvotes, of their favorites, and who is leaving
Reads = Sequence[Callable[[], Collection[str]]]

dynamodb = boto3.client("dynamodb")
DWIPPS, FAVORITES = os.environ["DWIPPS_TABLE"], os.environ["FAVORITES_TABLE"]
PROFILES, UPVOTES = os.environ["PROFILES_TABLE"], os.environ["UPVOTES_TABLE"]
KEY = os.environ["CURSOR_KEY"].encode()


def newest(count: int) -> list[Item]:
    return dynamodb.query(
        TableName=DWIPPS,
        IndexName="feed",
        KeyConditionExpression="#shard = :shard",
        ExpressionAttributeNames={"#shard": "shard"},  # a reserved word
        ExpressionAttributeValues={":shard": {"N": "0"}},
        ScanIndexForward=False,
        Limit=count,
    )["Items"]


def page_reads(user_id: str, items: Sequence[Item]) -> Reads:
    return _reads(user_id, items[-1]["id"]["S"], items[0]["id"]["S"], consistent=False)


def found_reads(user_id: str, dwipp_id: str) -> Reads:
    return _reads(user_id, dwipp_id, dwipp_id, consistent=True)


def _reads(*args: str, consistent: bool) -> Reads:
    """Returns the reads of the caller's marks, and of the authors who are leaving."""
    return [
        *(partial(_marks, table, *args, consistent=consistent) for table in (UPVOTES, FAVORITES)),
        _leaving,
    ]


def find(dwipp_id: str) -> Item | None:
    return dynamodb.get_item(TableName=DWIPPS, Key={"id": {"S": dwipp_id}}, ConsistentRead=True).get("Item")


def name_of(user_id: str) -> str:
    key = {"user_id": {"S": user_id}}
    return dynamodb.get_item(TableName=PROFILES, Key=key, ConsistentRead=True)["Item"]["display_name"]["S"]


def put(user_id: str, name: str, text: str) -> Item:
    """Writes a new Dwipp, if its author still has this name."""
    words = {"id": new_id(), "author_id": user_id, "author_name": name, "text": text}
    numbers = {"shard": "0", "version": "1", "upvotes": "0", "favorites": "0"}
    item = {name: {"S": one} for name, one in words.items()} | {
        name: {"N": one} for name, one in numbers.items()
    }
    named = {
        "TableName": PROFILES,
        "Key": {"user_id": {"S": user_id}},
        "ConditionExpression": "display_name = :name",
        "ExpressionAttributeValues": {":name": {"S": name}},
    }
    new = {"TableName": DWIPPS, "Item": item, "ConditionExpression": "attribute_not_exists(id)"}
    dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": named}, {"Put": new}])
    return item


def upvote(user_id: str, dwipp_id: str) -> None:
    """Idempotent: a refused transaction has found the upvote, or no Dwipp."""
    named = {
        "TableName": PROFILES,
        "Key": {"user_id": {"S": user_id}},
        "ConditionExpression": "attribute_exists(display_name)",
    }
    counted = {
        "TableName": DWIPPS,
        "Key": {"id": {"S": dwipp_id}},
        "UpdateExpression": "ADD upvotes :one",
        "ConditionExpression": "attribute_exists(id)",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    new = {
        "TableName": UPVOTES,
        "Item": {"user_id": {"S": user_id}, "dwipp_id": {"S": dwipp_id}},
        "ConditionExpression": "attribute_not_exists(user_id)",
    }
    try:
        dynamodb.transact_write_items(
            TransactItems=[{"ConditionCheck": named}, {"Put": new}, {"Update": counted}]
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise


def page_from(user_id: str, items: Sequence[Item], found: Marks, limit: int) -> DwippPage:
    """Returns the page, from one item more than were requested."""
    upvoted, favorited, leaving = found
    shown = [
        seen(user_id, item, upvoted, favorited)
        for item in items[:limit]
        if item["author_id"]["S"] not in leaving
    ]
    more = len(items) > limit
    return DwippPage(items=shown, next_cursor=_cursor(user_id, items[limit - 1]["id"]["S"]) if more else None)


def seen(user_id: str, item: Item, upvoted: Collection[str], favorited: Collection[str]) -> Dwipp:
    id = item["id"]["S"]
    return Dwipp(
        id=id,
        text=item["text"]["S"],
        author=Author(id=item["author_id"]["S"], display_name=item["author_name"]["S"]),
        created_at=made_at(id),
        edited_at=item["edited_at"]["S"] if "edited_at" in item else None,
        version=int(item["version"]["N"]),
        upvotes=int(item["upvotes"]["N"]),
        favorites=int(item["favorites"]["N"]),
        viewer=Viewer(
            upvoted=id in upvoted, favorited=id in favorited, is_author=item["author_id"]["S"] == user_id
        ),
    )


def _marks(table: str, user_id: str, oldest: str, newest: str, *, consistent: bool) -> Collection[str]:
    items = dynamodb.query(
        TableName=table,
        KeyConditionExpression="user_id = :user AND dwipp_id BETWEEN :oldest AND :newest",
        ExpressionAttributeValues={
            name: {"S": one} for name, one in ((":user", user_id), (":oldest", oldest), (":newest", newest))
        },
        ConsistentRead=consistent,
    )["Items"]
    return {item["dwipp_id"]["S"] for item in items}


def _leaving() -> Collection[str]:
    items = dynamodb.query(
        TableName=PROFILES,
        IndexName="leaving",
        KeyConditionExpression="leaving = :yes",
        ExpressionAttributeValues={":yes": {"S": "yes"}},
    )["Items"]
    return {item["user_id"]["S"] for item in items}


def _cursor(user_id: str, last_id: str) -> str:
    signature = hmac.digest(KEY, f"feed:{user_id}:{last_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(last_id.encode() + b":" + signature).decode()
