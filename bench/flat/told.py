"""What DynamoDB Local tells that a call takes, and what it forgets: on AWS a read that finds nothing is not free.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["units_told"]

Json = Mapping[str, Any]


def units_told(operation: str, request: Json, answer: Json) -> float:
    """Capacity units, of one table or of several, with their indexes."""
    told = answer["ConsumedCapacity"]
    units: float = sum(one["CapacityUnits"] for one in (told if isinstance(told, list) else [told]))
    if operation == "Query":
        return max(units, _least(request))
    if operation == "BatchGetItem":
        tables = request["RequestItems"].items()
        return units + sum(_least(asked) * _missing(asked, answer, table) for table, asked in tables)
    return units


def _least(request: Json) -> float:
    return 1.0 if request.get("ConsistentRead") else 0.5


def _missing(asked: Json, answer: Json, table: str) -> int:
    """How many keys of a batch there are no items of: each is charged as a read of its own."""
    undone = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
    return len(asked["Keys"]) - len(answer["Responses"].get(table, [])) - len(undone)
