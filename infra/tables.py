"""The keys and indexes of every table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["TABLES", "Index", "TableShape"]


@dataclass(frozen=True)
class Index:
    """A global secondary index. It contains whole items unless `keys_only`."""

    name: str
    hash_key: str
    range_key: str
    keys_only: bool = False


@dataclass(frozen=True)
class TableShape:
    """A table's keys, indexes, expiry attribute, and whether it has a stream.

    Keys are strings except `numbers`.
    """

    hash_key: str
    range_key: str | None = None
    indexes: Sequence[Index] = ()
    expires: str | None = None
    stream: bool = False
    numbers: frozenset[str] = field(default_factory=frozenset)


REACTION = TableShape(
    "user_id", "dwipp_id", indexes=[Index("by_dwipp", "dwipp_id", "user_id", keys_only=True)]
)

TABLES: Mapping[str, TableShape] = {
    "profiles": TableShape(
        "user_id",
        indexes=[Index("leaving", "leaving", "user_id", keys_only=True)],
        expires="expires_at",
        stream=True,
    ),
    "dwipps": TableShape(
        "id",
        indexes=[Index("feed", "shard", "id"), Index("by_author", "author_id", "id")],
        numbers=frozenset({"shard"}),
        stream=True,
    ),
    "upvotes": REACTION,
    "favorites": REACTION,
    "idempotency": TableShape("author_id", "key", expires="expires_at"),
}
