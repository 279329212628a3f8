"""The constraints of AWS's model, which AWS checks before anything else.

The model is botocore's (`cognito-idp/2016-04-18/service-2.json`); the API reference prints the same constraints.
A length counts Unicode characters: https://smithy.io/2.0/spec/constraint-traits.html#length-trait. The patterns are
Java's, where `\\w`, `\\d` and `\\s` match ASCII only. The messages are those that clients of Cognito have reported:
https://qiita.com/Khmer495/items/15d36754072096e4ba96, https://github.com/aws-amplify/amplify-js/issues/4177.

Refusing text that is not Unicode (a lone surrogate) is an assumption: AWS documents no answer to it.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.session import get_session

from localcloud.emulator.strict.answers import Refusal

__all__ = ["Constraints"]

Failures = Iterator[str]


class Constraints:
    """The constraints of every action of Cognito's user pools."""

    def __init__(self) -> None:
        self._model = get_session().get_service_model("cognito-idp")

    def refusal(self, action: str, data: object) -> Refusal | None:
        """Returns AWS's error for a request that violates the model, or None."""
        if action not in self._model.operation_names:
            return None
        shape = self._model.operation_model(action).input_shape
        try:
            failures = list(_failures(shape, data, "")) if shape else []
        except _NotOfItsTypeError as error:
            return "SerializationException", str(error)
        if not failures:
            return None
        errors = "error" if len(failures) == 1 else "errors"
        return (
            "InvalidParameterException",
            f"{len(failures)} validation {errors} detected: {'; '.join(failures)}",
        )


class _NotOfItsTypeError(Exception):
    """A value has another JSON type than in the model."""


def _failures(shape: Shape, value: Any, place: str) -> Failures:  # noqa: ANN401  JSON
    """Returns the constraints that the value and its members violate. Raises _NotOfItsTypeError."""
    if not _TYPES[shape.type_name](value):
        raise _NotOfItsTypeError(f"The value at '{place}' is not a {shape.type_name}")
    if isinstance(shape, StructureShape):
        yield from _structure_failures(shape, value, place)
    elif isinstance(shape, ListShape):
        yield from _range_failures(shape, value, place, len(value), "length")
        for number, member in enumerate(value, 1):
            yield from _failures(shape.member, member, f"{place}.{number}.member")
    elif isinstance(shape, MapShape):
        for key, member in value.items():
            yield from _failures(shape.key, key, f"{place}.key")
            yield from _failures(shape.value, member, f"{place}.{key}.member")
    elif isinstance(shape, StringShape):
        yield from _string_failures(shape, value, place)
    elif shape.type_name in ("integer", "long"):
        yield from _range_failures(shape, value, place, value, "value")


def _structure_failures(shape: StructureShape, value: dict[str, Any], place: str) -> Failures:
    for name, member in shape.members.items():
        inner = f"{place}.{name[:1].lower()}{name[1:]}".lstrip(".")
        if value.get(name) is not None:
            yield from _failures(member, value[name], inner)
        elif name in shape.required_members:
            yield _failure(member, None, inner, "Member must not be null")


def _string_failures(shape: StringShape, value: str, place: str) -> Failures:
    if not _is_unicode(value):
        raise _NotOfItsTypeError(f"The value at '{place}' is not Unicode text")
    if shape.enum and value not in shape.enum:
        allowed = ", ".join(shape.enum)
        yield _failure(shape, value, place, f"Member must satisfy enum value set: [{allowed}]")
    yield from _range_failures(shape, value, place, len(value), "length")
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        yield _failure(shape, value, place, f"Member must satisfy regular expression pattern: {pattern}")


def _range_failures(shape: Shape, value: object, place: str, size: float, what: str) -> Failures:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield _failure(shape, value, place, f"Member must have {what} greater than or equal to {least}")
    if most is not None and size > most:
        yield _failure(shape, value, place, f"Member must have {what} less than or equal to {most}")


def _failure(shape: Shape, value: object, place: str, constraint: str) -> str:
    shown = "" if shape.metadata.get("sensitive") else " null" if value is None else f" '{value}'"
    return f"Value{shown} at '{place}' failed to satisfy constraint: {constraint}"


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: dict[str, Callable[[object], bool]] = {
    "blob": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_number,
    "list": lambda value: isinstance(value, list),
    "long": _is_number,
    "map": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
    "structure": lambda value: isinstance(value, dict),
    "timestamp": lambda value: isinstance(value, str) or _is_number(value),
}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    r"""Translates Java's pattern: Python's has no `\p{L}`. The model uses it only within brackets."""
    return re.compile(
        re.sub(r"\\p\{(\w)\}", lambda found: _characters_by_category()[found[1]], pattern), re.ASCII
    )


@cache
def _characters_by_category() -> dict[str, str]:
    """Returns, by the first letter of each general category, its characters as ranges for brackets."""
    ranges: dict[str, str] = {}
    first = 0
    for category, run in groupby(unicodedata.category(chr(point))[0] for point in range(sys.maxunicode + 1)):
        end = first + sum(1 for _ in run)
        ranges[category] = ranges.get(category, "") + f"\\U{first:08x}-\\U{end - 1:08x}"
        first = end
    return ranges
