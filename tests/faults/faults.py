"""The faults of one attempt of a call."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults.exchange import PendingRequest, Reply, refusal

__all__ = ["FAULTS", "THROTTLED", "CallFault"]

THROTTLED = {
    "AWSCognitoIdentityProviderService": "TooManyRequestsException",
    "AmazonSQS": "RequestThrottled",
    "AmazonSSM": "ThrottlingException",
    "DynamoDB_20120810": "ProvisionedThroughputExceededException",
}
CONFLICT = "TransactionConflict"


@dataclass(frozen=True)
class CallFault:
    """Affects one attempt. Some only apply to certain operations."""

    strike: Callable[[PendingRequest], None]
    operations: frozenset[str] | None = None

    def befalls(self, moment: str) -> bool:
        return self.operations is None or moment.split()[0] in self.operations


def reset(exchange: PendingRequest) -> None:
    """The connection breaks before the call is done."""
    exchange.hang_up()


def lost(exchange: PendingRequest) -> None:
    """The call is done, then the connection breaks."""
    exchange.pass_on()
    exchange.hang_up()


def cut(exchange: PendingRequest) -> None:
    """The call is done, and the connection breaks during the answer."""
    exchange.answer_half(exchange.pass_on())


def stalled(exchange: PendingRequest) -> None:
    """The call is done, and no answer comes."""
    exchange.pass_on()
    exchange.keep_waiting()


def broken(exchange: PendingRequest) -> None:
    exchange.answer(refusal(500, "InternalServerError"))


def throttled(exchange: PendingRequest) -> None:
    exchange.answer(refusal(400, THROTTLED[exchange.call.service]))


def conflicting(exchange: PendingRequest) -> None:
    """Another transaction holds an item."""
    if exchange.call.operation == "TransactWriteItems":
        cancel(exchange, CONFLICT)
    else:
        exchange.answer(refusal(400, f"{CONFLICT}Exception"))


def cancelled(exchange: PendingRequest) -> None:
    """A transaction is throttled, which the SDK does not recognise."""
    cancel(exchange, "ThrottlingError")


def in_progress(exchange: PendingRequest) -> None:
    """The attempt before is still running."""
    exchange.answer(refusal(400, "TransactionInProgressException"))


def undone(exchange: PendingRequest) -> None:
    """Half of a batch is done and the rest is not; a batch of one is not done at all."""
    ((table, asked),) = exchange.call.asked["RequestItems"].items()
    half = len(_entries(asked)) // 2
    done = {"RequestItems": {table: _batch(asked, slice(half))}}
    answer = (
        json.loads(exchange.pass_on(json.dumps(done).encode()).body) if half else {"Responses": {table: []}}
    )
    left = "UnprocessedItems" if exchange.call.operation == "BatchWriteItem" else "UnprocessedKeys"
    left_over = {left: {table: _batch(asked, slice(half, None))}}
    exchange.answer(Reply(200, json.dumps({**answer, **left_over}).encode()))


def cancel(exchange: PendingRequest, code: str) -> None:
    reasons = [{"Code": code, "Message": "because"} for _ in exchange.call.asked["TransactItems"]]
    exchange.answer(refusal(400, "TransactionCanceledException", CancellationReasons=reasons))


def _entries(asked: Any) -> list[Any]:  # noqa: ANN401  as the API has it
    """Returns a batch's writes, or its reads by key, for one table."""
    entries: list[Any] = asked["Keys"] if isinstance(asked, dict) else asked
    return entries


def _batch(asked: Any, part: slice) -> Any:  # noqa: ANN401
    entries = _entries(asked)[part]
    return {**asked, "Keys": entries} if "Keys" in asked else entries


FAULTS = {
    "reset": CallFault(reset),
    "lost": CallFault(lost),
    "cut": CallFault(cut),
    "broken": CallFault(broken),
    "throttled": CallFault(throttled),
    "stalled": CallFault(stalled),
    "conflicting": CallFault(conflicting, frozenset({"PutItem", "TransactWriteItems", "UpdateItem"})),
    "cancelled": CallFault(cancelled, frozenset({"TransactWriteItems"})),
    "undone": CallFault(undone, frozenset({"BatchGetItem", "BatchWriteItem"})),
    "in progress": CallFault(in_progress, frozenset({"TransactWriteItems"})),
}
