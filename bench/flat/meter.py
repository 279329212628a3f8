"""Measures calls to DynamoDB: read units, write units, and sequential round trips."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from botocore.client import BaseClient
from botocore.model import OperationModel
from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.trips import count_one, counted, counted_from_zero
from bench.flat.units import Transaction, consumed_units

__all__ = ["Cost", "Meter"]

Result = TypeVar("Result")

READS = {"BatchGetItem", "GetItem", "Query", "Scan"}
BEFORE, AFTER = "provide-client-params.dynamodb", "after-call.dynamodb"


@dataclass(frozen=True)
class Cost:
    """Capacity units as DynamoDB charges them, and sequential round trips."""

    read: float
    write: float
    trips: int


class Meter:
    """Reads the answers of one client. Calls of `behind`, another client, do not count."""

    def __init__(self, client: BaseClient, behind: DynamoDBClient) -> None:
        self._events = client.meta.events
        self._behind = behind
        self._units: list[tuple[str, float]] = []

    def measure(self, action: Callable[[], Result]) -> tuple[Result, Cost]:
        """Returns the result of an action and its cost."""
        self._units.clear()
        with counted_from_zero(), self._listening():
            result = action()
        read = sum(units for operation, units in self._units if operation in READS)
        write = sum(units for operation, units in self._units if operation not in READS)
        return result, Cost(read, write, counted())

    @contextmanager
    def _listening(self) -> Iterator[None]:
        self._events.register(BEFORE, self._before_call)
        self._events.register(AFTER, self._after_call)
        try:
            yield
        finally:
            self._events.unregister(BEFORE, self._before_call)
            self._events.unregister(AFTER, self._after_call)

    def _before_call(
        self, model: OperationModel, params: dict[str, Any], context: dict[str, Any], **_: object
    ) -> None:
        if model.name == "TransactWriteItems":
            context["units"] = Transaction(self._behind, params).units
        else:
            context["units"] = partial(consumed_units, model.name, params)

    def _after_call(
        self, model: OperationModel, parsed: dict[str, Any], context: dict[str, Any], **_: object
    ) -> None:
        count_one()
        self._units.append((model.name, context["units"](parsed)))
