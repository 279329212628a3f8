"""The platform's reads and writes for a feed page, a create and an upvote, with boto3's client."""

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import boto3
from botocore.exceptions import ClientError
from small.models import Author, Dwipp, DwippPage, Viewer

__all__ = [
    "Item",
    "find",
    "found_reads",
    "name_of",
    "newest",
    "page_from",
    "page_reads",
    "put",
    "seen",
    "upvote",
]

Item = dict[str, Any]
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
    """Returns the caller's marks on a page, and the authors who are leaving."""
    ids = items[-1]["id"]["S"], items[0]["id"]["S"]
    return [partial(_marks, table, user_id, *ids, consistent=False) for table in (UPVOTES, FAVORITES)] + [
        _leaving
    ]


def found_reads(user_id: str, dwipp_id: str) -> Reads:
    return [
        partial(_marks, table, user_id, dwipp_id, dwipp_id, consistent=True) for table in (UPVOTES, FAVORITES)
    ] + [_leaving]


def find(dwipp_id: str) -> Item | None:
    return dynamodb.get_item(TableName=DWIPPS, Key={"id": {"S": dwipp_id}}, ConsistentRead=True).get("Item")


def name_of(user_id: str) -> str:
    key = {"user_id": {"S": user_id}}
    return dynamodb.get_item(TableName=PROFILES, Key=key, ConsistentRead=True)["Item"]["display_name"]["S"]


def put(user_id: str, name: str, text: str) -> Item:
    """Writes a new Dwipp, if its author still has this name."""
    item = {
        "id": {"S": _new_id()},
        "shard": {"N": "0"},
        "author_id": {"S": user_id},
        "author_name": {"S": name},
        "text": {"S": text},
        "version": {"N": "1"},
        "upvotes": {"N": "0"},
        "favorites": {"N": "0"},
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


def page_from(user_id: str, items: Sequence[Item], found: Sequence[Collection[str]], limit: int) -> DwippPage:
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
        created_at=datetime.fromtimestamp(int(id[:8] + id[9:13], 16) / 1000, UTC),
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
            ":user": {"S": user_id},
            ":oldest": {"S": oldest},
            ":newest": {"S": newest},
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


def _new_id() -> str:
    milliseconds = time.time_ns() // 1_000_000
    return str(UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | secrets.randbits(62)))
