"""Reads a table's stream as Lambda's events."""

from typing import Any, TypedDict

from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
from mypy_boto3_dynamodbstreams.type_defs import RecordTypeDef

__all__ = ["StreamEvent", "StreamReader"]


class StreamEvent(TypedDict):
    """Its records have `eventName`, `eventSourceARN` and `dynamodb`, with keys, images and sequence number."""

    Records: list[dict[str, Any]]


class StreamReader:
    """Returns each change of a table since this object was created, once."""

    def __init__(self, dynamodb: DynamoDBClient, streams: DynamoDBStreamsClient, table: str) -> None:
        self._streams = streams
        # Not from list_streams: it also lists the streams of deleted tables of that name, a hundred a page.
        self._arn = dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
        # DynamoDB Local starts a second shard only after hours.
        (shard,) = streams.describe_stream(StreamArn=self._arn)["StreamDescription"]["Shards"]
        self._shard: str = shard["ShardId"]
        self._last = ""
        self.event()

    def event(self) -> StreamEvent:
        """Returns the changes since the last call."""
        event: StreamEvent = {"Records": []}
        position = self._position()
        while records := (answer := self._streams.get_records(ShardIterator=position))["Records"]:
            event["Records"] += [self._as_lambda_has_it(record) for record in records]
            self._last, position = records[-1]["dynamodb"]["SequenceNumber"], answer["NextShardIterator"]
        return event

    def _position(self) -> str:
        """New for each event: DynamoDB Local forgets an iterator that was created before the first write."""
        start: Any = {"ShardIteratorType": "TRIM_HORIZON"}
        if self._last:
            start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._last}
        iterator = self._streams.get_shard_iterator(StreamArn=self._arn, ShardId=self._shard, **start)
        return iterator["ShardIterator"]

    def _as_lambda_has_it(self, record: RecordTypeDef) -> dict[str, Any]:
        change = record["dynamodb"]
        time = change["ApproximateCreationDateTime"].timestamp()
        dynamodb = {**change, "ApproximateCreationDateTime": time}
        return {**record, "eventSourceARN": self._arn, "dynamodb": dynamodb}
