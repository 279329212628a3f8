"""Leaves stored items that are malformed out of responses."""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from webapp.strings.text import legible

__all__ = ["HasId", "shown_or_none"]

logger = logging.getLogger("webapp")


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=HasId)
Shown = TypeVar("Shown")


def shown_or_none(show: Callable[[Item], Shown], item: Item) -> Shown | None:
    """Returns the item as the API shows it, or None and logs a warning if `show` raises ValueError."""
    try:
        return show(item)
    except ValueError:  # also pydantic's
        logger.warning("%s is malformed in storage: left out", legible(item.id))
        return None
