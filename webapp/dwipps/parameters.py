"""Headers and queries of the operations on Dwipps."""

import re
from collections.abc import Collection
from typing import Annotated

from ninja import Header, Path, Query

__all__ = ["Cursor", "IdempotencyKey", "IfMatch", "Limit", "UserId", "versions_of"]

ETAGS = r'^\s*(\*|(W/)?"[^"]*"(\s*,\s*(W/)?"[^"]*")*)\s*$'

Limit = Annotated[int, Query(ge=1, le=100, description="how many at most")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the part before", max_length=512)]
UserId = Annotated[
    str,
    Path(
        description="as an author's `id`",
        examples=["3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"],
        max_length=64,
        pattern="^[A-Za-z0-9-]+$",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="the ETag of the Dwipp as it was read; the edit is refused where it has changed since",
        examples=['"1"'],
        max_length=256,
        pattern=ETAGS,
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="drawn anew for each Dwipp: with the same key and text, tries within a day make one Dwipp",
        examples=["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"],
        max_length=255,
        min_length=1,
        pattern=r"^[!-~]+$",
    ),
]


def versions_of(if_match: str | None) -> Collection[int] | None:
    """The versions that an edit may find; None for any. An ETag that is weak, or none of ours, is no version."""
    if if_match is None or if_match.strip() == "*":
        return None
    etags = re.findall(r'(?:W/)?"[^"]*"', if_match)
    return {int(etag[1:-1]) for etag in etags if re.fullmatch(r'"[0-9]{1,9}"', etag)}
