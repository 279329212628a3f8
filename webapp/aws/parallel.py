"""Runs independent reads in parallel."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

__all__ = ["in_parallel"]

Result = TypeVar("Result")

_threads = ThreadPoolExecutor(max_workers=16, thread_name_prefix="parallel")


def in_parallel(calls: Iterable[Callable[[], Result]]) -> list[Result]:
    """Returns each call's result in order, or raises the first error. A call must not use `in_parallel` itself.

    The first call runs in the caller's own thread, which would only wait. All calls have ended when this returns or
    raises: Lambda freezes whatever still runs after the response.
    """
    all_calls = list(calls)
    futures = [_threads.submit(copy_context().run, call) for call in all_calls[1:]]
    try:
        results = [call() for call in all_calls[:1]]
    finally:
        for future in futures:
            future.exception()  # waits
    return [*results, *(future.result() for future in futures)]
