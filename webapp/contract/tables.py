"""Builds tables.json from the models: what the platform has to know of each table."""

import inspect
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.constants import NUMBER
from pynamodb.indexes import Index, KeysOnlyProjection

from webapp.aws.tables import EXPIRES, Table

__all__ = ["FILE", "models", "tables"]

FILE = Path(__file__).resolve().parents[2] / "tables.json"

Described = dict[str, Any]


def models() -> Mapping[str, type[Table]]:
    """Returns the models by the names of their tables."""
    from webapp import services  # noqa: F401  it imports the module of each model

    return {one.Meta.table_name: one for one in _with_a_table(Table)}


def tables() -> Described:
    """Returns the description of each table by its name.

    `stored` are the types of the attributes that the first release with the table stored. Exits if a model requires
    another one: stored items lack it.
    """
    known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {name: _table(model, known.get(name, {})) for name, model in sorted(models().items())}


def _with_a_table(kind: type[Table]) -> Iterator[type[Table]]:
    if hasattr(kind, "Meta"):
        yield kind
    for more in kind.__subclasses__():
        yield from _with_a_table(more)


def _table(model: type[Table], known: Described) -> Described:
    attributes = model.get_attributes()
    required = {
        name: one.attr_type for name, one in attributes.items() if not one.null and one.default is None
    }
    if known and (new := required.keys() - known["stored"].keys()):
        sys.exit(f"stored items lack {', '.join(new)} of {model.__name__}: give it `default=` or `null=True`")
    return {
        "holds": (inspect.getdoc(model) or "").partition("\n")[0],
        **_keys(attributes.values()),
        "indexes": [_index(index) for index in model._indexes.values()],
        "expires": EXPIRES if EXPIRES in attributes else None,
        "stored": known.get("stored", required),
    }


def _index(index: Index[Any]) -> Described:
    return {
        "name": index.Meta.index_name,
        **_keys(one for one in vars(type(index)).values() if isinstance(one, Attribute)),
        "keys_only": isinstance(index.Meta.projection, KeysOnlyProjection),
    }


def _keys(attributes: Iterable[Attribute[Any]]) -> Described:
    """Returns the names of the keys, and which of them are numbers; the others are strings."""
    keys: dict[str, str | None] = {"hash_key": None, "range_key": None}
    numbers = []
    for one in attributes:
        if one.is_hash_key or one.is_range_key:
            keys["hash_key" if one.is_hash_key else "range_key"] = one.attr_name
            numbers += [one.attr_name] if one.attr_type == NUMBER else []
    return {**keys, "numbers": numbers}
