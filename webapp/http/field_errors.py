"""Errors of fields: a stable code, and a sentence for people. They never contain the input."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.http.problems import FieldError
from webapp.strings.text import legible

__all__ = ["SENTENCES", "field_errors"]

Error = Mapping[str, Any]

MOST_ERRORS = 20  # errors per response
LONGEST_FIELD_NAME = 64  # of an unknown field

# By pydantic's error type. Our own checks bring their code and sentence.
# https://docs.pydantic.dev/latest/errors/validation_errors/
SENTENCES = {
    "extra_forbidden": ("unknown_field", "Remove this field: it is unknown."),
    "greater_than_equal": ("too_small", "Choose a number of at least {ge}."),
    "int_parsing": ("not_a_number", "Write a whole number."),
    "int_parsing_size": ("not_a_number", "Write a smaller whole number."),
    "less_than_equal": ("too_large", "Choose a number of at most {le}."),
    "literal_error": ("unknown_value", "Choose {expected}."),
    "missing": ("missing", "Fill this in."),
    "model_attributes_type": ("not_an_object", "Send a JSON object."),
    "model_type": ("not_an_object", "Send a JSON object."),
    "string_too_long": ("too_long", "Write at most {max_length} characters."),
    "string_type": ("not_a_text", "Write text here."),
    "string_unicode": ("no_character", "Remove invalid Unicode characters."),
    "uuid_parsing": ("malformed", "Send an id that the API returned."),
    "uuid_type": ("malformed", "Send an id that the API returned."),
}


def field_errors(errors: Sequence[Error]) -> list[FieldError]:
    """Returns the first errors of a request."""
    return [_field_error(error) for error in errors[:MOST_ERRORS]]


def _field_error(error: Error) -> FieldError:
    code, sentence = SENTENCES.get(error["type"], (error["type"], None))
    message = sentence.format(**error.get("ctx", {})) if sentence else error["msg"]
    return FieldError(location=_location(error["loc"]), code=code, message=message)


def _location(loc: Iterable[Any]) -> str:
    """Returns `body.text` for Ninja's `("body", "body", "text")`, which also contains the parameter's name."""
    parts = [legible(str(part))[:LONGEST_FIELD_NAME] for part in loc]
    if parts[0] == "body":
        del parts[1:2]
    return ".".join(parts)
