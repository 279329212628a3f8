"""Headers and path parameters of the operations on Dwipps."""

from typing import Annotated

from ninja import Header, Path

from webapp.strings.identifiers import PathId
from webapp.strings.types import Matching

__all__ = ["IdempotencyKey", "IfMatch", "IfNoneMatch", "UserId"]

# https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3, without obsolete characters beyond ASCII.
ETAG = r'(W/)?"[!#-~]*"'
ETAGS = Matching(
    rf"^\s*(\*|{ETAG}(\s*,\s*{ETAG})*)\s*$",
    longest=256,
    message="Send ETags that the API returned, in quotes, or `*`.",
)

UserId = Annotated[PathId, Path(description="an author's `id`")]
IfMatch = Annotated[
    Annotated[str, ETAGS] | None,
    Header(
        alias="If-Match",
        description="the ETag of the Dwipp when it was read: refused if it was edited since",
        examples=['"1"'],
    ),
]
IfNoneMatch = Annotated[
    Annotated[str, ETAGS] | None,
    Header(
        alias="If-None-Match",
        description="ETags that the Dwipp must not have: refused if it has one of them",
        examples=['"2"'],
    ),
]
IdempotencyKey = Annotated[
    Annotated[
        str,
        Matching("^[!-~]+$", longest=255, message="Send a key of visible ASCII characters, without spaces."),
    ]
    | None,
    Header(
        alias="Idempotency-Key",
        description="a new random key for each Dwipp: retries with this key and text within a day create one Dwipp",
        examples=["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"],
    ),
]
