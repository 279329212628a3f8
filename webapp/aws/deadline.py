"""A deadline for the work at hand: no call to AWS begins after it."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["OutOfTimeError", "begin_in_time", "finish_within"]

_ends: ContextVar[float] = ContextVar("ends", default=math.inf)


class OutOfTimeError(Exception):
    """The work took too long, most likely because others kept changing the same item. A retry may succeed."""


@contextmanager
def finish_within(seconds: float) -> Iterator[None]:
    """Sets the deadline to this many seconds from now, unless the current one is earlier."""
    token = _ends.set(min(_ends.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _ends.reset(token)


def begin_in_time() -> None:
    """Raises OutOfTimeError after the deadline."""
    if time.monotonic() > _ends.get():
        raise OutOfTimeError
