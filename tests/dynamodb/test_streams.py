"""A stream's events have the format that Lambda gives to its function."""

import json

import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

from tests.dynamodb.streams import StreamEvent, StreamReader


@pytest.fixture
def thoughts(dynamodb: DynamoDBClient) -> DynamoDBClient:
    """A table with a stream that already has changes."""
    dynamodb.create_table(
        TableName="thoughts",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    put(dynamodb, "before")
    return dynamodb


def put(client: DynamoDBClient, id: str, text: str = "") -> None:
    client.put_item(TableName="thoughts", Item={"id": {"S": id}, "text": {"S": text}})


def put_many(client: DynamoDBClient, count: int) -> None:
    for start in range(0, count, 25):
        items = [{"id": {"S": str(number)}} for number in range(start, start + 25)]
        client.batch_write_item(RequestItems={"thoughts": [{"PutRequest": {"Item": item}} for item in items]})


def ids(event: StreamEvent) -> list[str]:
    return [record["dynamodb"]["Keys"]["id"]["S"] for record in event["Records"]]


def test_each_kind_of_change_has_its_images(thoughts: DynamoDBClient, streams: DynamoDBStreamsClient) -> None:
    reader = StreamReader(thoughts, streams, "thoughts")
    put(thoughts, "1", "Water")
    put(thoughts, "1", "Wet air")
    thoughts.delete_item(TableName="thoughts", Key={"id": {"S": "1"}})

    records = reader.event()["Records"]

    water, air = ({"id": {"S": "1"}, "text": {"S": text}} for text in ("Water", "Wet air"))
    assert [
        (record["eventName"], record["dynamodb"].get("OldImage"), record["dynamodb"].get("NewImage"))
        for record in records
    ] == [("INSERT", None, water), ("MODIFY", water, air), ("REMOVE", air, None)]


def test_a_record_has_its_stream_and_its_sequence_number(
    thoughts: DynamoDBClient, streams: DynamoDBStreamsClient
) -> None:
    reader = StreamReader(thoughts, streams, "thoughts")
    put(thoughts, "1")

    (record,) = json.loads(json.dumps(reader.event()))["Records"]

    assert ":table/thoughts/stream/" in record["eventSourceARN"]
    assert record["dynamodb"]["SequenceNumber"]


def test_a_change_is_delivered_once_and_only_after_the_start(
    thoughts: DynamoDBClient, streams: DynamoDBStreamsClient
) -> None:
    reader = StreamReader(thoughts, streams, "thoughts")
    assert ids(reader.event()) == []

    put(thoughts, "1")
    put(thoughts, "2")
    assert ids(reader.event()) == ["1", "2"]

    put(thoughts, "3")
    assert ids(reader.event()) == ["3"]


def test_many_changes_are_one_event(thoughts: DynamoDBClient, streams: DynamoDBStreamsClient) -> None:
    reader = StreamReader(thoughts, streams, "thoughts")
    put_many(thoughts, 1100)  # GetRecords returns at most a thousand

    assert len(ids(reader.event())) == 1100
