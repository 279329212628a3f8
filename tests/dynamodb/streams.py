"""A table's stream as the events that Lambda makes of it."""

from typing import Any, TypedDict

from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
from mypy_boto3_dynamodbstreams.type_defs import RecordTypeDef

__all__ = ["StreamEvent", "StreamReader"]


class StreamEvent(TypedDict):
    """Its records have `eventName`, `eventSourceARN` and `dynamodb`, with keys, images and sequence number."""

    Records: list[dict[str, Any]]


class StreamReader:
    """What has changed in a table since this was made, each change once."""

    def __init__(self, streams: DynamoDBStreamsClient, table: str) -> None:
        self._streams = streams
        self._arn = streams.list_streams(TableName=table)["Streams"][0]["StreamArn"]
        # DynamoDB Local starts a second shard after hours only.
        (shard,) = streams.describe_stream(StreamArn=self._arn)["StreamDescription"]["Shards"]
        self._shard: str = shard["ShardId"]
        self._last = ""
        self.event()

    def event(self) -> StreamEvent:
        """The changes since the last call."""
        event: StreamEvent = {"Records": []}
        position = self._position()
        while records := (answer := self._streams.get_records(ShardIterator=position))["Records"]:
            event["Records"] += [self._as_lambda_has_it(record) for record in records]
            self._last, position = records[-1]["dynamodb"]["SequenceNumber"], answer["NextShardIterator"]
        return event

    def _position(self) -> str:
        """Anew for each event: DynamoDB Local forgets an iterator that was made where nothing was written yet."""
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
