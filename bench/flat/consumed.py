"""Units that a call consumed. DynamoDB Local reports them, except for reads that find nothing: AWS charges for these.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["consumed_units"]

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
