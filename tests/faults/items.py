"""The initial items: Ada and Eve write and react.

Noa has written nothing yet, so has no profile. Gus has left, and his items still exist. A Dwipp was deleted, and the
reactions to it still exist.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from infra.tables import TABLES
from webapp.dwipps.storage import DwippItem

__all__ = [
    "ADA_1",
    "COUNTED",
    "EVE",
    "EVE_1",
    "EVE_2",
    "GONE",
    "GUS_1",
    "HERE",
    "KNOWN",
    "LEAVING",
    "LEFT",
    "TEXT",
    "first_items",
]

TEXT = "Water is just wet air."
KNOWN = [f"0199f3a2-7c1e-7a54-9d3c-00000000000{number}" for number in range(1, 7)]
EVE = "3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"  # a person whose id is in a path
ADA_1, EVE_1, ADA_2, EVE_2, GUS_1, GONE = KNOWN

AUTHORS = {ADA_1: "ada", EVE_1: EVE, ADA_2: "ada", EVE_2: EVE, GUS_1: "gus"}
UPVOTES = [("ada", EVE_1), ("gus", EVE_1), ("gus", GONE)]
FAVORITES = [("ada", ADA_1), ("ada", EVE_1), (EVE, EVE_1), ("gus", ADA_1), ("gus", GONE), (EVE, GONE)]

COUNTED = TABLES.keys() & DwippItem.get_attributes().keys()  # a Dwipp counts the items of these tables
# The attributes of a complete item.
HERE = frozenset({"user_id", "display_name"})
LEAVING = frozenset({"user_id", "left_at", "leaving"})
LEFT = frozenset({"user_id", "left_at", "expires_at"})

Item = dict[str, Any]


def first_items(table: str) -> Iterator[Mapping[str, Any]]:
    """Ada's Dwipps have her old name, and her first one has an idempotency key."""
    match table:
        case "profiles":
            yield from (_item(user_id=id, display_name=name) for id, name in (("ada", "Ada"), (EVE, "Eve")))
            yield _item(user_id="gus", left_at="2026-11-24T12:00:00+00:00", leaving="yes")
        case "dwipps":
            yield from (_dwipp(number, *written) for number, written in enumerate(AUTHORS.items()))
        case "upvotes" | "favorites":
            reactions = UPVOTES if table == "upvotes" else FAVORITES
            yield from (_item(user_id=name, dwipp_id=dwipp) for name, dwipp in reactions)
        case "idempotency":
            print = sha256(TEXT.encode()).hexdigest()
            names = {"author_id": "ada", "author_name": "Byron", "dwipp_id": ADA_1}
            yield _item(**names, key="used", fingerprint=print, expires_at=4_000_000_000)


def _dwipp(number: int, dwipp: str, author: str) -> Item:
    return _item(
        id=dwipp,
        shard=number % 3,
        author_id=author,
        author_name="Byron" if author == "ada" else author.title(),
        text=TEXT,
        version=1,
        **{kind: sum(item["dwipp_id"] == {"S": dwipp} for item in first_items(kind)) for kind in COUNTED},
    )


def _item(**attributes: str | int) -> Item:
    return {
        name: {"N": str(value)} if isinstance(value, int) else {"S": value}
        for name, value in attributes.items()
    }
