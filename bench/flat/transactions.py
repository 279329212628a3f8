"""What a TransactWriteItems takes: computed, since DynamoDB Local tells 2 units whatever is in it.

Amazon's rules: two units a KB of each item, one to prepare and one to commit it, as it was or as it became, whichever
is larger. Indexes follow after the commit, as they do after any write: a unit a KB of what they hold, and two writes
where an item moves inside them. What the rules leave open is taken at its dearest: a check, and a transaction that is
refused, take two units a KB as well.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
"""

import math
from collections.abc import Mapping
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient

from infra.tables import TABLES, Index, TableShape

__all__ = ["Transaction"]

Item = Mapping[str, Mapping[str, str]]


class Transaction:
    """The items of one, looked at before it; ask for its units after it."""

    def __init__(self, client: DynamoDBClient, request: Mapping[str, Any]) -> None:
        self._client = client
        self._keys = [_table_and_key(part) for part in request["TransactItems"]]
        self._before = self._look()

    def units(self, _answer: object) -> float:
        """Write units of all tables and their indexes; the answer has none of them."""
        parts = zip(self._keys, self._before, self._look(), strict=True)
        return sum(_units(TABLES[table], before, after) for (table, _), before, after in parts)

    def _look(self) -> list[Item]:
        """An item that is not there is empty."""
        return [
            dict[str, Any](
                self._client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})
            )
            for table, key in self._keys
        ]


def _table_and_key(part: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
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
    """What an index has of an item: nothing where the item lacks its key."""
    if index.hash_key not in item or index.range_key not in item:
        return {}
    keys = {shape.hash_key, shape.range_key, index.hash_key, index.range_key}
    return {name: value for name, value in item.items() if name in keys or not index.keys_only}


def _kilobytes(item: Item) -> int:
    """Begun ones. A number takes a byte for two digits, and one more."""
    size = 0
    for name, value in item.items():
        ((kind, text),) = value.items()
        size += len(name.encode()) + (len(text) // 2 + 2 if kind == "N" else len(text.encode()))
    return math.ceil(size / 1024)
