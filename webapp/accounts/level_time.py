"""How long an answer takes tells as little as its words whether somebody is registered."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from webapp.environment import environment

__all__ = ["level_refusals", "level_time"]


@contextmanager
def level_time() -> Iterator[None]:
    """What runs inside ends on a tick of the stack's, counted from its beginning, however it ends."""
    began = time.monotonic()
    try:
        yield
    finally:
        _wait_for_a_tick(began)


@contextmanager
def level_refusals() -> Iterator[None]:
    """The same, where it fails: a success tells in its words what there is to tell."""
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
