"""Finds the breaking changes of a schema. Requests may accept more, answers may promise more, never less."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Any

__all__ = ["SchemaChange", "Schema", "Side", "changes"]

Schema = dict[str, Any]

LOWER_LIMITS = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER_LIMITS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
COMPARED = {"type", "const", "enum", "properties", "required", "items", *LOWER_LIMITS, *UPPER_LIMITS}
WORDS = {"title", "description", "examples", "example", "default", "deprecated", "readOnly", "writeOnly"}


class Side(Enum):
    """Who sends what the schema describes."""

    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True)
class SchemaChange:
    """A place in a schema, what changed, and what to do. Breaking, or a warning."""

    where: str
    what: str
    breaking: bool = True


def changes(old: Schema, new: Schema, side: Side, where: str = "") -> Iterator[SchemaChange]:
    """Returns the changes that a client may notice. References must be inlined before.

    A request breaks if the new schema rejects what the old one allowed, an answer if it allows what the old one
    rejected.
    """
    inner, outer = (old, new) if side is Side.REQUEST else (new, old)
    for one in _alternatives(inner):
        fitting = _namesakes(one, [other for other in _alternatives(outer) if _fits(one, other)])
        if fitting:
            yield from min((list(_beyond(one, other, side, where)) for other in fitting), key=len)
        else:
            yield _of_values(side, where, one.get("type", "anything"))


def _alternatives(schema: Schema) -> list[Schema]:
    """Returns schemas of one type each; a value may match any of them."""
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            common = {name: value for name, value in schema.items() if name != keyword}
            return [one for part in schema[keyword] for one in _alternatives({**common, **part})]
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": name} for name in schema["type"]]
    return [schema]


def _fits(inner: Schema, outer: Schema) -> bool:
    return "type" not in outer or (inner.get("type"), outer["type"]) in (
        (outer["type"], outer["type"]),
        ("integer", "number"),
    )


def _namesakes(schema: Schema, others: list[Schema]) -> list[Schema]:
    """Returns the schemas with the same title, if there are any: a schema is compared with its old version."""
    return [other for other in others if other.get("title", "") == schema.get("title")] or others


def _beyond(inner: Schema, outer: Schema, side: Side, where: str) -> Iterator[SchemaChange]:
    """Yields where the inner schema allows what the outer one rejects."""
    yield from _values(inner, outer, side, where)
    yield from _limits(inner, outer, side, where)
    yield from _rules(inner, outer, where)
    old, new = (inner, outer) if side is Side.REQUEST else (outer, inner)
    yield from _properties(old, new, side, where)
    if "items" in old and "items" in new:
        yield from changes(old["items"], new["items"], side, f"{where}[]")


def _values(inner: Schema, outer: Schema, side: Side, where: str) -> Iterator[SchemaChange]:
    before, after = _listed(inner), _listed(outer)
    if after is None:
        return
    if before is None:
        yield _of_values(side, where, "any value")
        return
    for value in before:
        if value not in after:
            yield _of_values(side, where, repr(value), breaking=side is Side.REQUEST)


def _listed(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _of_values(side: Side, where: str, values: str, *, breaking: bool = True) -> SchemaChange:
    if side is Side.REQUEST:
        return SchemaChange(where, f"no longer takes {values}: go on taking it", breaking)
    return SchemaChange(where, f"may now be {values}, for which clients are not made", breaking)


def _limits(inner: Schema, outer: Schema, side: Side, where: str) -> Iterator[SchemaChange]:
    """A stricter limit breaks a request. A looser one in an answer may exceed the space of a field that shows it."""
    lower = {name for name in LOWER_LIMITS if inner.get(name, -inf) < outer.get(name, -inf)}
    upper = {name for name in UPPER_LIMITS if inner.get(name, inf) > outer.get(name, inf)}
    for name in sorted(lower | upper):
        if side is Side.REQUEST:
            yield SchemaChange(
                where, f"has a stricter {name}, {outer[name]}: leave it at {inner.get(name, 'none')}"
            )
        else:
            yield SchemaChange(where, f"has a looser {name}, {inner.get(name, 'none')}", breaking=False)


def _rules(inner: Schema, outer: Schema, where: str) -> Iterator[SchemaChange]:
    """Formats, patterns and other rules that cannot be ordered: any change counts as breaking."""
    before, after = _ruled(inner), _ruled(outer)
    for name in sorted(before | after):
        if name in after and before.get(name) != after[name]:
            yield SchemaChange(where, f"has another {name}: leave it as it was")


def _ruled(schema: Schema) -> Schema:
    rules = {name: value for name, value in schema.items() if name not in COMPARED | WORDS}
    if rules.get("additionalProperties") is True:  # says what is so without it
        del rules["additionalProperties"]
    return rules


def _properties(old: Schema, new: Schema, side: Side, where: str) -> Iterator[SchemaChange]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        place = f"{where}.{name}".lstrip(".")
        if name in after:
            yield from changes(before[name], after[name], side, place)
        elif side is Side.REQUEST:
            yield SchemaChange(place, "is not taken any more: go on taking it")
        else:
            yield SchemaChange(place, "is gone: go on answering it")
    for name in after:
        place = f"{where}.{name}".lstrip(".")
        if side is Side.REQUEST and name in _required(new) - _required(old):
            yield SchemaChange(place, "is newly required: make it optional")
        if side is Side.ANSWER and name in _required(old) - _required(new):
            yield SchemaChange(place, "may now be missing: go on answering it always")


def _required(schema: Schema) -> set[str]:
    return set(schema.get("required", ()))
