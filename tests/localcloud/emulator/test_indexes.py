"""A query of a sorted index returns the same as MiniStack's own code, without reading the whole partition."""

import base64
import importlib.util
import json
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localcloud.emulator.indexes import order_indexes

TABLE = "things"
IDS = [f"id-{number:02}" for number in range(30)]
SORTS: dict[str, list[str]] = {
    "S": ["", "a", "ab", "b", "ä", "\U0001f6bf", "~"],
    "N": ["-1", "0", "1", "1.5", "2", "10", "1e3"],
    "B": [base64.b64encode(raw).decode() for raw in (b"\x00", b"a", b"ab", b"b", b"\xff")],
}
SORTS["S"] = SORTS["S"][1:]  # a key is not empty
CONDITIONS = {
    "": 0,
    "#s = :a": 1,
    "#s < :a": 1,
    "#s <= :a": 1,
    "#s > :a": 1,
    "#s >= :a": 1,
    "(#s < :a)": 1,
    "s > :a": 1,
    "#s between :a and :b": 2,
    "begins_with(#s, :a)": 1,
    ":a < #s": 1,
    "#s <> :a": 1,
    "other = :a": 1,
}


def load(name: str) -> ModuleType:
    """Returns MiniStack's DynamoDB with its own tables."""
    origin = importlib.util.find_spec("ministack.services.dynamodb")
    assert origin
    assert origin.origin
    spec = importlib.util.spec_from_file_location(name, origin.origin)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def both() -> tuple[ModuleType, ModuleType]:
    """Returns MiniStack as it is, and with sorted indexes."""
    ordered = load("dynamodb_ordered")
    order_indexes(ordered)
    return load("dynamodb_as_it_is"), ordered


def make_table(dynamodb: Any, kind: str) -> None:  # noqa: ANN401
    dynamodb._tables.pop(TABLE, None)
    types = {"id": "S", "h": "N", "s": kind}
    key = [{"AttributeName": "h", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}]
    projection = {"ProjectionType": "ALL"}
    status, _, body = dynamodb._create_table(
        {
            "TableName": TABLE,
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t} for n, t in types.items()],
            "BillingMode": "PAY_PER_REQUEST",
            "GlobalSecondaryIndexes": [
                {"IndexName": "ranged", "KeySchema": key, "Projection": projection},
                {"IndexName": "hashed", "KeySchema": key[:1], "Projection": {"ProjectionType": "KEYS_ONLY"}},
            ],
        }
    )
    assert status == 200, body


def queries(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    def query(
        index: str,
        condition: str,
        around: bool,
        values: Sequence[str],
        forward: bool,
        limit: int | None,
        more: bool,
    ) -> dict[str, Any]:
        whole = f"h = :h AND {condition}" if condition and index == "ranged" else "h = :h"
        used = {
            f":{name}": {kind: value} for name, value in zip("ab", values, strict=True) if f":{name}" in whole
        }
        return {
            "TableName": TABLE,
            "IndexName": index,
            "KeyConditionExpression": f"({whole})" if around else whole,
            "ExpressionAttributeValues": {":h": {"N": "1"}, **used},
            "ScanIndexForward": forward,
            **({"ExpressionAttributeNames": {"#s": "s"}} if "#s" in whole else {}),
            **({"Limit": limit} if limit is not None else {}),
            **({"FilterExpression": "attribute_exists(more)"} if more else {}),
        }

    return st.builds(
        query,
        index=st.sampled_from(["ranged", "hashed"]),
        condition=st.sampled_from(sorted(CONDITIONS)),
        around=st.booleans(),
        values=st.lists(st.sampled_from(SORTS[kind]), min_size=2, max_size=2),
        forward=st.booleans(),
        limit=st.none() | st.integers(0, 4),
        more=st.booleans(),
    )


def writes(kind: str) -> st.SearchStrategy[Callable[[Any], None]]:
    """Returns puts, updates and deletes. Some items are not in an index."""

    def write(
        one: str, action: str, hash_key: str | None, sort: str | None, size: int
    ) -> Callable[[Any], None]:
        key = {"id": {"S": one}}
        item = {
            **key,
            **({"h": {"N": hash_key}} if hash_key else {}),
            **({"s": {kind: sort}} if sort else {}),
            **({"more": {"S": "x" * size}} if size else {}),
        }

        def apply(dynamodb: Any) -> None:  # noqa: ANN401
            if action == "put":
                dynamodb._put_item({"TableName": TABLE, "Item": item})
            elif action == "delete":
                dynamodb._delete_item({"TableName": TABLE, "Key": key})
            elif sort:
                dynamodb._update_item(
                    {
                        "TableName": TABLE,
                        "Key": key,
                        "UpdateExpression": "SET s = :s",
                        "ExpressionAttributeValues": {":s": {kind: sort}},
                    }
                )
            else:
                dynamodb._update_item({"TableName": TABLE, "Key": key, "UpdateExpression": "REMOVE s"})

        return apply

    return st.builds(
        write,
        one=st.sampled_from(IDS),
        action=st.sampled_from(["put", "put", "put", "update", "delete"]),
        hash_key=st.sampled_from(["1", "1", "1", "2", None]),
        sort=st.sampled_from([*SORTS[kind], None]),
        size=st.sampled_from([0, 1, 300_000]),
    )


def pages(dynamodb: Any, query: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:  # noqa: ANN401
    """Returns each page's status and answer."""
    found: list[tuple[int, dict[str, Any]]] = []
    start: dict[str, Any] | None = None
    while not found or start:
        status, _, body = dynamodb._query({**query, **({"ExclusiveStartKey": start} if start else {})})
        found.append((status, json.loads(body)))
        start = found[-1][1].get("LastEvaluatedKey")
    return found


@pytest.mark.parametrize("kind", sorted(SORTS))
@settings(max_examples=60)
@given(data=st.data())
def test_every_query_is_answered_as_before(
    both: tuple[ModuleType, ModuleType], kind: str, data: st.DataObject
) -> None:
    for dynamodb in both:
        make_table(dynamodb, kind)
    for _ in range(2):
        for write in data.draw(st.lists(writes(kind), max_size=30)):
            for dynamodb in both:
                write(dynamodb)
        for query in data.draw(st.lists(queries(kind), min_size=1, max_size=6)):
            as_it_is, ordered = (pages(dynamodb, query) for dynamodb in both)
            assert ordered == as_it_is, query


@pytest.mark.parametrize(
    "wrong",
    [
        {"IndexName": "unknown"},
        {"TableName": "unknown"},
        {"KeyConditionExpression": "h = :h AND"},
        {"KeyConditionExpression": None},
        {"ExclusiveStartKey": {"id": {"S": "id-01"}}},
        {"ExclusiveStartKey": {"id": {"S": "id-01"}, "h": {"N": "1"}, "s": {"N": "9"}}},
        {"ExpressionAttributeValues": {}},
        {"Limit": 0},
        {
            "KeyConditionExpression": None,
            "ExpressionAttributeValues": None,
            "KeyConditions": {"h": {"ComparisonOperator": "EQ", "AttributeValueList": [{"N": "1"}]}},
        },
    ],
)
def test_invalid_and_other_queries_are_answered_as_before(
    both: tuple[ModuleType, ModuleType], wrong: dict[str, Any]
) -> None:
    query = {
        "TableName": TABLE,
        "IndexName": "ranged",
        "KeyConditionExpression": "h = :h",
        "ExpressionAttributeValues": {":h": {"N": "1"}},
        **wrong,
    }
    asked = {name: value for name, value in query.items() if value is not None}
    for dynamodb in both:
        make_table(dynamodb, "N")
        for one in IDS:
            item = {"id": {"S": one}, "h": {"N": "1"}, "s": {"N": one[-2:]}}
            dynamodb._put_item({"TableName": TABLE, "Item": item})

    as_it_is, ordered = (dynamodb._query(dict(asked)) for dynamodb in both)

    assert ordered[0] == as_it_is[0]
    assert ordered[2] == as_it_is[2]


@pytest.mark.parametrize("condition", ["h = :h", "(h = :h AND s < :a)", "h = :h AND s between :a and :b"])
def test_a_page_reads_no_more_items_than_it_returns(
    both: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch, condition: str
) -> None:
    _, ordered = both
    dynamodb: Any = ordered
    make_table(dynamodb, "N")
    for number in range(200):
        item = {"id": {"S": str(number)}, "h": {"N": "1"}, "s": {"N": str(number)}}
        dynamodb._put_item({"TableName": TABLE, "Item": item})
    judged = []
    judge = dynamodb._evaluate_condition

    def count(*given: Any, **more: Any) -> Any:  # noqa: ANN401
        judged.append(given)
        return judge(*given, **more)

    monkeypatch.setattr(dynamodb, "_evaluate_condition", count)
    values = {":h": {"N": "1"}, ":a": {"N": "100"}, ":b": {"N": "190"}}

    status, _, body = dynamodb._query(
        {
            "TableName": TABLE,
            "IndexName": "ranged",
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {name: values[name] for name in values if name in condition},
            "ScanIndexForward": False,
            "Limit": 10,
        }
    )

    assert (status, json.loads(body)["Count"]) == (200, 10)
    assert len(judged) <= 11
