"""Feeds functions from DynamoDB streams as Lambda does: splits and retries failing batches, then queues them.

https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html: BisectBatchOnFunctionError, DestinationConfig,
MaximumRetryAttempts.
MiniStack's poller retries a failing batch forever, and forgets undelivered changes when it ends.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ministack.core.concurrency import esm_wake, spawn_background

from localcloud.emulator.ministack import require
from localcloud.terminal import warn

__all__ = ["Streams", "feed_from_streams", "pause_after"]

LONGEST_PAUSE = 10  # seconds between two tries
USED = (
    *("_apply_filter_criteria", "_execute_function", "_get_func_record_for_qualifier", "_iter_all_esms"),
    *("_poll_dynamodb_streams", "_send_ddb_stream_failure_record"),
)

Record = dict[str, Any]
Mapping = dict[str, Any]


def feed_from_streams(dynamodb: Any, lambda_service: Any) -> "Streams":  # noqa: ANN401  modules of MiniStack
    """Replaces the poller. Raises LocalCloudError if MiniStack does not have it."""
    require(dynamodb, ("_stream_records",))
    require(lambda_service, USED)
    streams = Streams(dynamodb, lambda_service)
    lambda_service._poll_dynamodb_streams = streams.poll
    return streams


@dataclass(frozen=True)
class Batch:
    """Changes for one invocation, the number of failed tries, and when the next one is due."""

    records: Sequence[Record]
    tries: int = 0
    due: float = 0


class Streams:
    """Undelivered changes of each mapping, in order.

    A change is put into its next place before it leaves the last one, so every snapshot contains it.
    """

    def __init__(self, dynamodb: Any, lambda_service: Any) -> None:  # noqa: ANN401
        self._dynamodb, self._lambda = dynamodb, lambda_service
        self._waiting: dict[str, list[Batch]] = defaultdict(list)
        self._busy: set[str] = set()

    def poll(self) -> bool:
        """Starts what is due; called at each change and every second. Returns False if nothing is left to do now."""
        mappings = defaultdict(list)
        for _, _, mapping in self._lambda._iter_all_esms():
            if ":dynamodb:" in mapping["EventSourceArn"]:
                mappings[_table_of(mapping["EventSourceArn"])].append(mapping)
        for table, readers in mappings.items():
            self._take(table, readers)
            for mapping in readers:
                self._start(mapping)
        return False

    def get_state(self) -> dict[str, list[Record]]:
        """Returns undelivered changes by table."""
        kept: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in self._undelivered():
            kept[_table_of(record["eventSourceARN"])][record["dynamodb"]["SequenceNumber"]] = record
        return {table: [records[number] for number in sorted(records)] for table, records in kept.items()}

    def load_persisted_state(self, state: dict[str, list[Record]]) -> None:
        for table, records in state.items():
            self._dynamodb._stream_records[table] = records

    def _undelivered(self) -> Iterator[Record]:
        for batch in chain(*list(self._waiting.values())):
            yield from batch.records
        for records in self._dynamodb._stream_records.values():
            yield from records

    def _take(self, table: str, readers: Sequence[Mapping]) -> None:
        """Gives a table's new changes to all of its readers."""
        records = self._dynamodb._stream_records.get(table, [])
        new = records[:]
        for mapping in readers:
            wanted, size = self._lambda._apply_filter_criteria(new, mapping), mapping["BatchSize"]
            starts = range(0, len(wanted), size)
            self._waiting[mapping["UUID"]] += [Batch(wanted[start : start + size]) for start in starts]
        del records[: len(new)]

    def _start(self, mapping: Mapping) -> None:
        waiting, name = self._waiting[mapping["UUID"]], mapping["UUID"]
        if waiting and name not in self._busy and waiting[0].due <= time.monotonic():
            self._busy.add(name)
            spawn_background(self._deliver, mapping, waiting, thread_name="dwipper-stream")

    def _deliver(self, mapping: Mapping, waiting: list[Batch]) -> None:
        try:
            waiting[:1] = self._left(mapping, waiting[0])
        finally:
            self._busy.remove(mapping["UUID"])
            esm_wake.set()

    def _left(self, mapping: Mapping, batch: Batch) -> list[Batch]:
        """Tries a batch. Returns what is still to be delivered of it."""
        function, _ = self._lambda._get_func_record_for_qualifier(
            mapping["FunctionName"], mapping["Qualifier"]
        )
        result = self._lambda._execute_function(function, {"Records": batch.records})
        if not result.get("error"):
            return []
        due, half = time.monotonic() + pause_after(batch.tries), len(batch.records) // 2
        if half and mapping.get("BisectBatchOnFunctionError"):
            return [Batch(batch.records[:half], due=due), Batch(batch.records[half:], due=due)]
        if batch.tries != mapping.get("MaximumRetryAttempts", -1):
            return [replace(batch, tries=batch.tries + 1, due=due)]
        self._give_up(mapping, function, batch, result)
        return []

    def _give_up(self, mapping: Mapping, function: Any, batch: Batch, result: Any) -> None:  # noqa: ANN401
        source, reason = mapping["EventSourceArn"], "RetryAttemptsExhausted"
        self._lambda._send_ddb_stream_failure_record(mapping, function, batch.records, source, result, reason)
        warn(
            f"{mapping['FunctionName']} failed {batch.tries + 1} times on a change of {_table_of(source)}: given up"
        )


def pause_after(tries: int) -> int:
    """Returns the seconds to wait before a failed batch is tried again. `tries` counts its earlier failures."""
    return min(1 << tries, LONGEST_PAUSE)


def _table_of(stream_arn: str) -> str:
    return stream_arn.split("/")[1]
