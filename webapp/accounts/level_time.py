"""Hides in the duration of an answer whether somebody is registered."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from webapp.environment import environment

__all__ = ["level_refusals", "level_time"]


@contextmanager
def level_time() -> Iterator[None]:
    """Makes the block end on a tick: a multiple of the stack's `accountTickMs` after its start, also if it raises."""
    began = time.monotonic()
    try:
        yield
    finally:
        _wait_for_a_tick(began)


@contextmanager
def level_refusals() -> Iterator[None]:
    """Does the same only if the block raises: a success reveals nothing by its duration."""
    began = time.monotonic()
    try:
        yield
    except Exception:
        _wait_for_a_tick(began)
        raise


def _wait_for_a_tick(began: float) -> None:
    tick = environment().account_tick_ms / 1000
    if tick:
        time.sleep(-(time.monotonic() - began) % tick)
