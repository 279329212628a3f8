"""Parses bodies as I-JSON (RFC 7493): UTF-8, Unicode characters only, unique names in each object.

The gateway replaces invalid UTF-8 with U+FFFD before the function gets the body, and does not say so. So this
character is refused too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja.errors import ValidationError
from ninja.parser import Parser

from webapp.strings.text import REPLACEMENT

__all__ = ["JsonParser"]

LOST_ESCAPE = re.compile(r"\\u([dD][89a-fA-F]|[fF]{3}[dD])")
LOST = re.compile(f"[\ud800-\udfff{REPLACEMENT}]")
DEEPEST = 8  # names of a place in an answer

Place = tuple[Any, ...]


class JsonParser(Parser):
    """Is stricter than Python's parser, which accepts UTF-16, NaN, escaped lone surrogates and duplicate names."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401  any JSON
        """Raises ValidationError for escapes of no character; Ninja turns other errors into one for the body."""
        text = request.body.decode("utf-8-sig")
        if REPLACEMENT in text:
            raise ValueError("the body was no UTF-8")
        body = json.loads(text, object_pairs_hook=_with_each_name_once, parse_constant=_refuse)
        if LOST_ESCAPE.search(text):
            _expect_characters(body)
        return body


def _with_each_name_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) < len(members):
        raise ValueError("a name is repeated")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _expect_characters(body: Any) -> None:  # noqa: ANN401  any JSON
    message = "Remove what stands for no character: U+FFFD, and a surrogate without its other half."
    errors = [
        {"type": "no_character", "loc": ("body", "body", *place), "msg": message} for place in _lost(body)
    ]
    if errors:
        raise ValidationError(errors)


def _lost(body: Any) -> Iterator[Place]:  # noqa: ANN401  any JSON
    """Returns the places of U+FFFD and lone surrogates in strings and names. Nesting may be deep."""
    to_see: list[tuple[Place, Any]] = [((), body)]
    for whole_place, value in to_see:
        place = whole_place[:DEEPEST]
        if isinstance(value, str) and LOST.search(value):
            yield place
        elif isinstance(value, dict):
            yield from ((*place, name) for name in value if LOST.search(name))
            to_see.extend(((*place, name), one) for name, one in value.items())
        elif isinstance(value, list):
            to_see.extend(((*place, number), one) for number, one in enumerate(value))
