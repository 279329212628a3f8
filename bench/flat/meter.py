"""Measures calls to DynamoDB: read units, write units, and sequential round trips.

Round trips are counted by dependencies between calls, not by time. Each thread continues the count of the thread that
started it, and a thread that waits for a result continues with the larger count, like Lamport's clocks. So the calls
of one `in_parallel` are one round trip, also on a slow machine.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context, ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.model import OperationModel
from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.units import Transaction, consumed_units
from webapp.aws import parallel

__all__ = ["Cost", "Meter"]

Result = TypeVar("Result")

READS = {"BatchGetItem", "GetItem", "Query", "Scan"}
BEFORE, AFTER = "provide-client-params.dynamodb", "after-call.dynamodb"

_trips: ContextVar[int] = ContextVar("trips", default=0)


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
        _trips.set(0)
        with self._listening(), patch.object(parallel, "_threads", _Forks(parallel._threads)):
            result = action()
        read = sum(units for operation, units in self._units if operation in READS)
        write = sum(units for operation, units in self._units if operation not in READS)
        return result, Cost(read, write, _trips.get())

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
        _trips.set(_trips.get() + 1)  # in the thread that waited for it
        self._units.append((model.name, context["units"](parsed)))


class _Forks:
    """The threads of `in_parallel`: work gets a copy of its submitter's context and starts with its count."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads

    def submit(self, run: Callable[..., Any], call: Callable[[], Any]) -> Future[Any]:
        context: Context = run.__self__  # type: ignore[attr-defined]  # of its method `run`
        future = self._threads.submit(run, call)
        future.result = partial(_join, future.result, context)  # type: ignore[method-assign]
        return future


def _join(result: Callable[[], Any], context: Context) -> Any:  # noqa: ANN401  as of Future
    """Continues with the larger count, because a thread that takes a result has waited for its round trips."""
    try:
        return result()
    finally:
        _trips.set(max(_trips.get(), context.get(_trips, 0)))
