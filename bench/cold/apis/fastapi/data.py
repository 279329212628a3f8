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
    marks = (partial(_marks, table, *args, consistent=consistent) for table in (UPVOTES, FAVORITES))
    return [*marks, _leaving]


def find(dwipp_id: str) -> Item | None:
    return dynamodb.get_item(TableName=DWIPPS, Key=_words(id=dwipp_id), ConsistentRead=True).get("Item")


def name_of(user_id: str) -> str:
    key = _words(user_id=user_id)
    return dynamodb.get_item(TableName=PROFILES, Key=key, ConsistentRead=True)["Item"]["display_name"]["S"]


def put(user_id: str, name: str, text: str) -> Item:
    """Writes a new Dwipp, if its author still has this name."""
    zeros = dict.fromkeys(("shard", "upvotes", "favorites"), {"N": "0"})
    item = (
        _words(id=new_id(), author_id=user_id, author_name=name, text=text) | zeros | {"version": {"N": "1"}}
    )
    named = _if("display_name = :name", PROFILES, Key=_words(user_id=user_id))
    named["ExpressionAttributeValues"] = {":name": {"S": name}}
    new = _if("attribute_not_exists(id)", DWIPPS, Item=item)
    dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": named}, {"Put": new}])
    return item


def upvote(user_id: str, dwipp_id: str) -> None:
    """Idempotent: a refused transaction has found the upvote, or no Dwipp."""
    named = _if("attribute_exists(display_name)", PROFILES, Key=_words(user_id=user_id))
    new = _if("attribute_not_exists(user_id)", UPVOTES, Item=_words(user_id=user_id, dwipp_id=dwipp_id))
    counted = _if("attribute_exists(id)", DWIPPS, Key=_words(id=dwipp_id))
    counted |= {"UpdateExpression": "ADD upvotes :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}
    parts = [{"ConditionCheck": named}, {"Put": new}, {"Update": counted}]
    try:
        dynamodb.transact_write_items(TransactItems=parts)
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise


def _words(**values: str) -> Item:
    return {name: {"S": one} for name, one in values.items()}


def _if(condition: str, table: str, **part: Item) -> dict[str, Any]:
    """Returns a part of a transaction."""
    return {"TableName": table, "ConditionExpression": condition, **part}


def page_from(user_id: str, items: Sequence[Item], found: Marks, limit: int) -> DwippPage:
    """Returns the page, from one item more than were requested."""
    upvoted, favorited, leaving = found
    there = (item for item in items[:limit] if item["author_id"]["S"] not in leaving)
    shown = [seen(user_id, item, upvoted, favorited) for item in there]
    more = len(items) > limit
    return DwippPage(items=shown, next_cursor=_cursor(user_id, items[limit - 1]["id"]["S"]) if more else None)


def seen(user_id: str, item: Item, upvoted: Collection[str], favorited: Collection[str]) -> Dwipp:
    id, author = item["id"]["S"], item["author_id"]["S"]
    return Dwipp(
        id=id,
        text=item["text"]["S"],
        author=Author(id=author, display_name=item["author_name"]["S"]),
        created_at=made_at(id),
        edited_at=item["edited_at"]["S"] if "edited_at" in item else None,
        version=int(item["version"]["N"]),
        upvotes=int(item["upvotes"]["N"]),
        favorites=int(item["favorites"]["N"]),
        viewer=Viewer(upvoted=id in upvoted, favorited=id in favorited, is_author=author == user_id),
    )


def _marks(table: str, user_id: str, oldest: str, newest: str, *, consistent: bool) -> Collection[str]:
    items = dynamodb.query(
        TableName=table,
        KeyConditionExpression="user_id = :user AND dwipp_id BETWEEN :oldest AND :newest",
        ExpressionAttributeValues=_words(**{":user": user_id, ":oldest": oldest, ":newest": newest}),
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
