"""Checks property names, also nested ones: like AWS's provider, rejects unknown ones and misses required ones."""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.engine.plugins.sdk import GETTER, module_of
from tests.engine.plugins.values import SIGNATURE, Values

__all__ = ["PropertyFault", "faults"]

CLASS = re.compile(r"^class (\w+Args):", re.MULTILINE)
PROPERTY = re.compile(GETTER + r"pulumi\.Input\[(Optional)?(.*)\]:")
NESTED = re.compile(r"'(\w+Args)'")


@dataclass(frozen=True)
class PropertyFault:
    """An unknown or missing property, its place and the reason."""

    where: str
    what: str


@dataclass(frozen=True)
class Property:
    required: bool
    nested: str | None  # the class of what is inside
    is_map: bool


Shape = Mapping[str, Property]


def faults(type_: str, inputs: Values) -> list[PropertyFault]:
    """Raises UnknownKindError."""
    module = module_of(type_)
    classes = ChainMap(_classes(module), _classes(module.with_name("_inputs.py")))
    name = type_.rpartition(":")[2]
    # A resource yields where something nested has its name.
    own = next(class_ for class_ in (f"{name}InitArgs", f"{name}Args") if class_ in classes)
    given = {name: value for name, value in inputs.items() if name != "__defaults"}
    return list(_of_object(given, own, classes, ""))


def _of_object(value: Values, class_: str, classes: Mapping[str, str], where: str) -> Iterator[PropertyFault]:
    shape = _shape(classes[class_])
    for name in sorted(value.keys() - shape.keys()):
        yield PropertyFault(f"{where}{name}", "is not a property of it")
    for name in sorted(name for name, one in shape.items() if one.required and name not in value):
        yield PropertyFault(f"{where}{name}", "is missing")
    for name, one in shape.items():
        if one.nested and name in value:
            for inner in _inside(value[name], one):
                yield from _of_object(inner, one.nested, classes, f"{where}{name}.")


def _inside(value: Any, property_: Property) -> list[Values]:  # noqa: ANN401  JSON
    """Returns the objects of a property: one, several, or none if it is not known yet."""
    if isinstance(value, dict) and property_.is_map and SIGNATURE not in value:
        value = list(value.values())
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


@cache
def _classes(module: Path) -> dict[str, str]:
    """Returns the text of each class and what follows it."""
    _, *parts = CLASS.split(module.read_text(encoding="utf-8")) if module.exists() else [""]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@cache
def _shape(body: str) -> Shape:
    """Reads a class, up to the next one."""
    own = re.split(r"^class ", body, maxsplit=1, flags=re.MULTILINE)[0]
    return {
        wire or snake: Property(
            required=not optional,
            nested=nested[1] if (nested := NESTED.search(annotation)) else None,
            is_map="Mapping[" in annotation,
        )
        for wire, snake, optional, annotation in PROPERTY.findall(own)
    }
