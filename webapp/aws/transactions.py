"""Transactions, retried while they collide with others."""

import uuid
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from webapp.aws.backoff import pauses
from webapp.aws.errors import code_of, message_of
from webapp.aws.tables import connection

__all__ = ["Part", "check", "delete", "put", "transact", "until_settled", "update"]

# Another transaction holds the item. The SDK does not retry these.
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
CONFLICTS = {"TransactionConflict", "TransactionConflictException"}
# The SDK has retried a slow write. Sending it with the same token again returns its result.
UNDER_WAY = {"TransactionInProgressException"}
# The second: the stored item does not take the change, such as a number whose sum would have more than 38 digits.
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
REFUSED = {"ConditionalCheckFailed", "ValidationError"}
# DynamoDB Local does not say which item it was, only "DynamoDB only supports precision up to 38 digits".
TOO_PRECISE = "38 digits"
UPDATE = 3

Result = TypeVar("Result")


@dataclass(frozen=True)
class Part:
    """One write or check of a transaction, and the error to raise if the stored item does not allow it.

    `order` is PynamoDB's order of kinds, in which DynamoDB returns the reasons of a cancellation.
    """

    order: int
    add_to: Callable[[TransactWrite], None]
    refusal: type[Exception]


def check(model: type[Model], key: str, condition: Condition, refusal: type[Exception]) -> Part:
    """Returns the check that an item, or its absence, meets a condition."""
    return Part(0, lambda all_: all_.condition_check(model, key, condition=condition), refusal)


def delete(item: Model, condition: Condition, refusal: type[Exception]) -> Part:
    return Part(1, lambda all_: all_.delete(item, condition), refusal)


def put(item: Model, condition: Condition | None, refusal: type[Exception]) -> Part:
    return Part(2, lambda all_: all_.save(item, condition), refusal)


def update(item: Model, actions: Sequence[Action], condition: Condition, refusal: type[Exception]) -> Part:
    return Part(UPDATE, lambda all_: all_.update(item, list(actions), condition), refusal)


def transact(*parts: Part) -> None:
    """Commits all parts, or raises the refusal of the first part that the stored items do not allow.

    A single write is a transaction too, for its token: the SDK sends a write again when the answer was lost, and
    DynamoDB then recognizes it. A plain conditional write would be refused because of its own first try.
    """
    until_settled(partial(_commit, parts))


def until_settled(write: Callable[[], Result]) -> Result:
    """Returns the result of a write, which is retried while it collides with other writes."""
    return _again_while(CONFLICTS, write)


def _again_while(codes: Set[str], write: Callable[[], Result]) -> Result:
    for _ in pauses():
        try:
            return write()
        except PynamoDBException as error:
            if not codes & _codes(error):
                raise
    raise AssertionError  # unreachable: the pauses have no end


def _commit(parts: Sequence[Part]) -> None:
    ordered = sorted(parts, key=lambda part: part.order)
    try:
        _again_while(UNDER_WAY, partial(_send, ordered, str(uuid.uuid4())))
    except TransactWriteError as error:
        refused = _refused(ordered, error)
        for part in parts:
            if part in refused:
                raise part.refusal from None
        raise


def _refused(ordered: Sequence[Part], error: TransactWriteError) -> Sequence[Part]:
    """Returns the parts that the stored items do not allow."""
    if TOO_PRECISE in message_of(error):
        return [part for part in ordered if part.order == UPDATE]
    reasons = zip(ordered, error.cancellation_reasons, strict=False)
    return [part for part, reason in reasons if reason and reason.code in REFUSED]


def _send(parts: Sequence[Part], token: str) -> None:
    with TransactWrite(connection=connection, client_request_token=token) as all_:
        for part in parts:
            part.add_to(all_)


def _codes(error: PynamoDBException) -> set[str | None]:
    reasons = error.cancellation_reasons if isinstance(error, TransactWriteError) else []
    return {code_of(error), *(reason.code for reason in reasons if reason)}
