"""Counts sequential round trips by dependencies between calls, not by time.

Each thread continues the count of the thread that started it, and a thread that waits for a result continues with the
larger count, like Lamport's clocks. So the calls of one `in_parallel` are one round trip, also on a slow machine.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context, ContextVar
from functools import partial
from typing import Any
from unittest.mock import patch

from webapp.aws import parallel

__all__ = ["count_one", "counted_from_zero", "counted"]

_count: ContextVar[int] = ContextVar("count", default=0)


def count_one() -> None:
    """Counts a round trip, in the thread that waited for it."""
    _count.set(_count.get() + 1)


def counted() -> int:
    return _count.get()


@contextmanager
def counted_from_zero() -> Iterator[None]:
    """Counts the round trips of its body."""
    _count.set(0)
    with patch.object(parallel, "_threads", _Forks(parallel._threads)):
        yield


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
        _count.set(max(_count.get(), context.get(_count, 0)))
