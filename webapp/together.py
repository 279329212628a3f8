"""Reads that do not need each other, at the same time."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

__all__ = ["together"]

Result = TypeVar("Result")

_threads = ThreadPoolExecutor(max_workers=16, thread_name_prefix="together")


def together(calls: Iterable[Callable[[], Result]]) -> list[Result]:
    """Each call's result, in order, or the first error. Calls must not come together again inside.

    All have ended then, also where one failed: Lambda freezes, amid its call, what still runs after the answer.
    """
    futures = [_threads.submit(copy_context().run, call) for call in calls]
    wait(futures)
    return [future.result() for future in futures]
