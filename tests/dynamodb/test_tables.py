"""The engine's tables are those of the Pulumi program."""

import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodb.type_defs import KeySchemaElementTypeDef

from infra.tables import TABLES, TableShape

EACH_TABLE = pytest.mark.parametrize(("name", "shape"), TABLES.items(), ids=TABLES)


def keys(schema: list[KeySchemaElementTypeDef]) -> list[str]:
    return [key["AttributeName"] for key in schema]


def test_exactly_the_platforms_tables_exist(dynamodb: DynamoDBClient) -> None:
    assert set(dynamodb.list_tables()["TableNames"]) == set(TABLES)


@EACH_TABLE
def test_a_table_has_its_keys(dynamodb: DynamoDBClient, name: str, shape: TableShape) -> None:
    table = dynamodb.describe_table(TableName=name)["Table"]

    assert keys(table["KeySchema"]) == [key for key in (shape.hash_key, shape.range_key) if key]
    numbers = {key["AttributeName"] for key in table["AttributeDefinitions"] if key["AttributeType"] == "N"}
    assert numbers == shape.numbers
    assert ("StreamSpecification" in table) == getattr(shape, "stream", False)


@EACH_TABLE
def test_a_table_has_its_indexes(dynamodb: DynamoDBClient, name: str, shape: TableShape) -> None:
    indexes = dynamodb.describe_table(TableName=name)["Table"].get("GlobalSecondaryIndexes", [])

    assert {
        (index["IndexName"], *keys(index["KeySchema"]), index["Projection"]["ProjectionType"])
        for index in indexes
    } == {
        (index.name, index.hash_key, index.range_key, "KEYS_ONLY" if index.keys_only else "ALL")
        for index in shape.indexes
    }


@EACH_TABLE
def test_a_table_has_its_expiry_attribute(dynamodb: DynamoDBClient, name: str, shape: TableShape) -> None:
    expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]

    assert expiry.get("AttributeName") == shape.expires
