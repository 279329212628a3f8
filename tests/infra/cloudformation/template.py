"""Translates the registered resources into a CloudFormation template."""

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from tests.infra.cloudformation.kinds import KINDS, NO_COUNTERPART, CloudFormationType
from tests.infra.program import Registered
from tests.infra.realistic import NAMES, REGION

__all__ = ["UnknownTypeError", "template_of"]

Schema = Mapping[str, Any]
PAIRS = ({"Key", "Value"}, {"Name", "Value"})


class UnknownTypeError(Exception):
    """A type has no translation. The message says which line to add."""


def template_of(registered: Iterable[Registered]) -> dict[str, Any]:
    """Returns the template. Raises UnknownTypeError."""
    resources: dict[str, dict[str, Any]] = {}
    owners: dict[tuple[str, str], str] = {}
    parts = []
    for one in (one for one in registered if one.type.startswith("aws:")):
        kind = _kind_of(one.type)
        if kind is None:
            continue
        properties = _translate(kind, one)
        if kind.part_of:
            parts.append((kind.type, one.inputs[kind.part_of], properties))
            continue
        label = _label(kind, one)
        resources[label] = {"Type": kind.type, "Properties": properties}
        owners[kind.type, one.id] = label
    for type_, owner, properties in parts:
        _merge(resources[owners[type_, owner]]["Properties"], properties)
    return {"Resources": resources}


def _kind_of(type_: str) -> CloudFormationType | None:
    """Returns the kind, or None if CloudFormation has no such type. Raises UnknownTypeError."""
    short = type_.removeprefix("aws:")
    if short in NO_COUNTERPART:
        return None
    if short not in KINDS:
        module, _, name = short.partition(":")
        guess = f"AWS::{module.partition('/')[0].capitalize()}::{name}"
        raise UnknownTypeError(
            f'add to KINDS in tests/infra/cloudformation/kinds.py, with what has another name there: "{short}":'
            f' CloudFormationType("{guess}"), or add to NO_COUNTERPART why CloudFormation does not have it'
        )
    return KINDS[short]


def _label(kind: CloudFormationType, one: Registered) -> str:
    return "".join(sign for sign in f"{kind.type.rpartition('::')[2]} {one.name}".title() if sign.isalnum())


def _translate(kind: CloudFormationType, one: Registered) -> dict[str, Any]:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind.type).schema
    inputs = kind.reshaped(
        {key: value for key, value in copy.deepcopy(one.inputs).items() if key != "region"}
    )
    inputs.pop(kind.part_of, None)
    if not kind.name:
        return Translation(kind, schema).properties(inputs, schema, "")
    inputs.pop(NAMES.get(one.type, "name"), None)
    translated = Translation(kind, schema).properties(inputs, schema, "")
    *outer, last = kind.name.split(".")
    place = translated[outer[0]] if outer else translated
    place[last] = one.outputs[NAMES.get(one.type, "name")]
    return translated


class Translation:
    """Translates the inputs of one resource along the schema of its type."""

    def __init__(self, kind: CloudFormationType, schema: Schema) -> None:
        self._renamed = kind.renamed
        self._definitions = schema.get("definitions", {})

    def properties(self, inputs: Mapping[str, Any], schema: Schema, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in inputs.items():
            names = self._renamed.get(path + key, _spelt(key, schema))
            if names:
                place, below = found, schema
                *outer, last = names.split(".")
                for name in outer:
                    place, below = place.setdefault(name, {}), self._below(below, name)
                place[last] = self._value(value, self._below(below, last), f"{path}{key}.")
        return found

    def _value(self, value: Any, schema: Schema, path: str) -> Any:  # noqa: ANN401  JSON
        is_list = _is(schema, "array")
        if isinstance(value, list) and _is(schema, "object") and not is_list:
            (value,) = value
        items = self._resolve(schema.get("items", {}))
        if isinstance(value, list):
            return [self._value(one, items, path) for one in value]
        if isinstance(value, dict) and is_list and set(items.get("properties", {})) in PAIRS:
            first, second = sorted(items["properties"])
            return [{first: key, second: one} for key, one in value.items()]
        if is_list:
            return [self._value(value, items, path)]
        if isinstance(value, dict):
            return self.properties(value, schema, path) if schema.get("properties") else value
        if isinstance(value, str) and _is(schema, "object"):
            return json.loads(value) if value.startswith("{") else {"Name": value}
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def _below(self, schema: Schema, name: str) -> Schema:
        return self._resolve(schema.get("properties", {}).get(name, {}))

    def _resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._definitions[schema["$ref"].rpartition("/")[2]]
        return schema


def _spelt(key: str, schema: Schema) -> str:
    """Returns a property's name in the schema's spelling; if there is none, with a capital."""
    known: dict[str, str] = {name.lower(): name for name in schema.get("properties", {})}
    wanted = key.lower()
    for like in (wanted, f"{wanted}s", wanted.removesuffix("s")):
        if like in known:
            return known[like]
    return key[:1].upper() + key[1:]


def _is(schema: Schema, type_: str) -> bool:
    types = schema.get("type", [])
    return type_ in ([types] if isinstance(types, str) else types)


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, list):
            into.setdefault(key, []).extend(value)
        else:
            into[key] = value
