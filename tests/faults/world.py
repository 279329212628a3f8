"""The initial data of every trial, and the state after it."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodb.type_defs import WriteRequestTypeDef

from infra.tables import TABLES
from tests.faults.aws import WiredAws
from tests.faults.items import COUNTED, EVE, HERE, KNOWN, LEAVING, LEFT, first_items
from tests.faults.pool import CODE, UNKNOWN, PoolPerson
from webapp.dwipps.storage import DwippItem

__all__ = ["State", "begin_world", "masked", "whole_state_of", "write"]

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
AT_ONCE = 25
NONE = {"N": "0"}  # the counter of an item that is older than what it counts
PEOPLE = ("ada", EVE, "gus", "noa")

Item = Mapping[str, Any]
State = Mapping[str, Any]


def begin_world(aws: WiredAws) -> None:
    """Creates the initial data."""
    people = [PoolPerson(name, f"{name}@example.org", code=CODE) for name in PEOPLE]
    aws.queue.messages.clear()
    una = PoolPerson("una", "una@example.org", UNKNOWN, confirmed=False, code=CODE)
    aws.pool.fill(*people, una)
    for table, items in _tables(aws.dynamodb).items():
        first = list(first_items(table))
        gone = [item for item in items if item not in first]
        new = [item for item in first if item not in items]
        write(aws, table, [{"DeleteRequest": {"Key": _key(table, item)}} for item in gone])
        write(aws, table, [{"PutRequest": {"Item": item}} for item in new])


def write(aws: WiredAws, table: str, writes: Sequence[WriteRequestTypeDef]) -> None:
    """Puts and deletes items."""
    for start in range(0, len(writes), AT_ONCE):
        aws.dynamodb.batch_write_item(RequestItems={table: writes[start : start + AT_ONCE]})


def whole_state_of(aws: WiredAws) -> State:
    """Returns the whole state, and checks its consistency. Values that differ between equal trials are masked."""
    tables = _tables(aws.dynamodb)
    _assert_whole(tables)
    plain = {table: sorted(map(_plain, items)) for table, items in tables.items()}
    return {**plain, "jobs": sorted(set(aws.queue.messages)), "pool": aws.pool.state()}


def _assert_whole(tables: Mapping[str, Sequence[Item]]) -> None:
    """Asserts that related items exist together."""
    dwipps = {one["id"]["S"]: one for one in tables["dwipps"]}
    for kind in COUNTED:
        there = Counter(item["dwipp_id"]["S"] for item in tables[kind])
        wrong = [id_ for id_, one in dwipps.items() if int(one.get(kind, NONE)["N"]) != there[id_]]
        assert not wrong, f"Dwipps whose {kind} are not as many as they count: {wrong}"
    of_none = {one["dwipp_id"]["S"] for one in tables["idempotency"]} - dwipps.keys()
    assert not of_none, f"keys of Dwipps that do not exist: {of_none}"
    for one in dwipps.values():
        complete = TABLES["dwipps"].stored.keys() <= one.keys() <= DwippItem.get_attributes().keys()
        assert complete, f"a Dwipp without an attribute, or with an unknown one: {sorted(one)}"
    odd = {frozenset(one) for one in tables["profiles"]} - {HERE, HERE | {"named_at"}, LEAVING, LEFT}
    assert not odd, f"profiles with other attributes than those of tests/faults/items.py: {odd}"


def masked(text: str) -> str:
    """Replaces values that are new in each run: ids, times, shards."""
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", "then", text)
    text = re.sub(r'("(expires_at|shard)": {"N": )"\d+"', r"\1", text)
    return re.sub(UUID, lambda found: found[0] if found[0] in KNOWN else "new", text)


def _tables(dynamodb: DynamoDBClient) -> dict[str, Sequence[Item]]:
    return {table: dynamodb.scan(TableName=table, ConsistentRead=True)["Items"] for table in TABLES}


def _plain(item: Item) -> str:
    return masked(json.dumps(item, sort_keys=True))


def _key(table: str, item: Item) -> Item:
    keys = (TABLES[table].hash_key, TABLES[table].range_key)
    return {key: item[key] for key in keys if key}
