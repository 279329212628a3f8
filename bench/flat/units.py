"""The units of a call to DynamoDB. DynamoDB Local reports most of them.

It reports none of reads that find nothing, which AWS charges for:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html

It always reports 2 of a TransactWriteItems, so these are computed by AWS's rules: two units per KB of each item, one
to prepare and one to commit, for the larger of the item before and after. Indexes follow after the commit, as after
any write: one unit per KB of what they contain, and two writes if an item moves within them. Where the rules say
nothing, the most expensive case is assumed: a check, and a transaction that is refused, also cost two units per KB.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
"""

import math
from collections.abc import Mapping
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient

from infra.tables import TABLES, Index, TableShape

__all__ = ["Transaction", "consumed_units"]

Item = Mapping[str, Mapping[str, str]]
Json = Mapping[str, Any]


def consumed_units(operation: str, request: Json, answer: Json) -> float:
    """Returns the capacity units of a call, of all its tables and their indexes."""
    consumed = answer["ConsumedCapacity"]
    units: float = sum(
        one["CapacityUnits"] for one in (consumed if isinstance(consumed, list) else [consumed])
    )
    if operation == "Query":
        return max(units, _least(request))
    if operation == "BatchGetItem":
        tables = request["RequestItems"].items()
        return units + sum(_least(asked) * _missing(asked, answer, table) for table, asked in tables)
    return units


def _least(request: Json) -> float:
    return 1.0 if request.get("ConsistentRead") else 0.5


def _missing(asked: Json, answer: Json, table: str) -> int:
    """Returns the number of keys of a batch without an item. Each costs as much as a read of its own."""
    undone = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
    return len(asked["Keys"]) - len(answer["Responses"].get(table, [])) - len(undone)


class Transaction:
    """Reads the items of a transaction before it; returns its units after it."""

    def __init__(self, client: DynamoDBClient, request: Json) -> None:
        self._client = client
        self._keys = [_table_and_key(part) for part in request["TransactItems"]]
        self._before = self._look()

    def units(self, _answer: object) -> float:
        """Returns the write units of all tables and their indexes, none of which are in DynamoDB Local's response."""
        parts = zip(self._keys, self._before, self._look(), strict=True)
        return sum(_units(TABLES[table], before, after) for (table, _), before, after in parts)

    def _look(self) -> list[Item]:
        """Returns the items, empty if an item does not exist."""
        return [
            dict[str, Any](
                self._client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})
            )
            for table, key in self._keys
        ]


def _table_and_key(part: Json) -> tuple[str, dict[str, Any]]:
    (write,) = part.values()
    shape, item = TABLES[write["TableName"]], write.get("Item") or write["Key"]
    return write["TableName"], {name: item[name] for name in (shape.hash_key, shape.range_key) if name}


def _units(shape: TableShape, before: Item, after: Item) -> int:
    table = 2 * max(_kilobytes(before), _kilobytes(after), 1)
    return table + sum(_index_units(shape, index, before, after) for index in shape.indexes)


def _index_units(shape: TableShape, index: Index, before: Item, after: Item) -> int:
    old, new = _held(shape, index, before), _held(shape, index, after)
    if old == new:
        return 0
    moved = any(old.get(key) != new.get(key) for key in (index.hash_key, index.range_key))
    sizes = _kilobytes(old), _kilobytes(new)
    return sum(sizes) if moved else max(sizes)


def _held(shape: TableShape, index: Index, item: Item) -> Item:
    """Returns the part of an item that an index contains, empty if the item lacks the index's key."""
    if index.hash_key not in item or index.range_key not in item:
        return {}
    keys = {shape.hash_key, shape.range_key, index.hash_key, index.range_key}
    return {name: value for name, value in item.items() if name in keys or not index.keys_only}


def _kilobytes(item: Item) -> int:
    """Returns KB, rounded up. A number takes one byte per two digits, and one more."""
    size = 0
    for name, value in item.items():
        ((kind, text),) = value.items()
        size += len(name.encode()) + (len(text) // 2 + 2 if kind == "N" else len(text.encode()))
    return math.ceil(size / 1024)
