"""How long the work at hand may take: it begins no call to AWS once its time is up."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["OutOfTimeError", "begin_in_time", "finish_within"]

_ends: ContextVar[float] = ContextVar("ends", default=math.inf)


class OutOfTimeError(Exception):
    """The work took too long, most likely because others kept changing the same item: it may succeed later."""


@contextmanager
def finish_within(seconds: float) -> Iterator[None]:
    """Gives what runs inside so much time for beginning its calls, and no more than it has already."""
    token = _ends.set(min(_ends.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _ends.reset(token)


def begin_in_time() -> None:
    """OutOfTimeError where there is no time left to begin anything."""
    if time.monotonic() > _ends.get():
        raise OutOfTimeError
