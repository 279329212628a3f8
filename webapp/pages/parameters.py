"""Query parameters of every list."""

import re
from typing import Annotated

from ninja import Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

__all__ = ["Cursor", "Limit"]

INTEGER = re.compile("-?(0|[1-9][0-9]*)")


def _integer(text: str) -> str:
    """Refuses what only Python reads as an integer, such as `1_0`, `+5` and digits of other scripts."""
    if not INTEGER.fullmatch(text):
        raise PydanticCustomError("not_a_number", "Write a whole number.")
    return text


Limit = Annotated[
    int,
    BeforeValidator(_integer),
    Query(25, ge=1, le=100, description="at most this many items"),
]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before", max_length=4096)]
