"""The tables, from tables.json, which `make openapi` writes from the app's models."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CHANGES", "TABLES", "Index", "TableShape"]

FILE = Path(__file__).resolve().parents[1] / "tables.json"

# Changes that need work, by table. A person who leaves may have no profile: then it is an INSERT.
CHANGES: Mapping[str, Sequence[str]] = {"dwipps": ["REMOVE"], "profiles": ["INSERT", "MODIFY"]}


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

    Keys are strings except `numbers`. `stored` are the types of the attributes that the oldest items have.
    """

    holds: str
    hash_key: str
    range_key: str | None
    indexes: Sequence[Index]
    expires: str | None
    stream: bool
    numbers: frozenset[str]
    stored: Mapping[str, str]


def _shape(name: str, described: dict[str, Any]) -> TableShape:
    indexes = described.pop("indexes")
    numbers = frozenset(described.pop("numbers")).union(*(index.pop("numbers") for index in indexes))
    return TableShape(
        **described, indexes=[Index(**index) for index in indexes], numbers=numbers, stream=name in CHANGES
    )


TABLES: Mapping[str, TableShape] = {
    name: _shape(name, described) for name, described in json.loads(FILE.read_text(encoding="utf-8")).items()
}
