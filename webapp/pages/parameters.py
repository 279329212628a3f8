"""Query parameters of every list."""

from typing import Annotated

from ninja import Query

__all__ = ["Cursor", "Limit"]

Limit = Annotated[int, Query(ge=1, le=100, description="at most this many items")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before", max_length=512)]
