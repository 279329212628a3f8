"""Headers and path parameters of the operations on Dwipps."""

from typing import Annotated
from uuid import UUID

from ninja import Header, Path

from webapp.strings.types import Matching

__all__ = ["IdempotencyKey", "IfMatch", "IfNoneMatch", "UserId"]

# https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3, but for what is no ASCII, which is obsolete and none of ours.
ETAG = r'(W/)?"[!#-~]*"'
ETAGS = Matching(
    rf"^\s*(\*|{ETAG}(\s*,\s*{ETAG})*)\s*$",
    longest=256,
    message="Send ETags as the API gave them, in quotes, or `*`.",
)

UserId = Annotated[UUID, Path(description="as an author's `id`")]
IfMatch = Annotated[
    Annotated[str, ETAGS] | None,
    Header(
        alias="If-Match",
        description="the ETag of the Dwipp as it was read: refused where it was edited since",
        examples=['"1"'],
    ),
]
IfNoneMatch = Annotated[
    Annotated[str, ETAGS] | None,
    Header(
        alias="If-None-Match",
        description="ETags that the Dwipp must not have: refused where it has one of them",
        examples=['"2"'],
    ),
]
IdempotencyKey = Annotated[
    Annotated[
        str,
        Matching("^[!-~]+$", longest=255, message="Send a key of visible ASCII characters, without blanks."),
    ]
    | None,
    Header(
        alias="Idempotency-Key",
        description="drawn anew for each Dwipp: with the same key and text, tries within a day make one Dwipp",
        examples=["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"],
    ),
]
