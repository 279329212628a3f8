"""What is wrong with the parts of a request: a stable code, and a sentence for people; never the input."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.http.problems import FieldError
from webapp.strings.text import legible

__all__ = ["SENTENCES", "field_errors"]

Error = Mapping[str, Any]

MOST = 20  # errors that are told
LONGEST_NAME = 64  # of a field that nobody knows

# By pydantic's types; those of our own checks have their code and sentence already.
# https://docs.pydantic.dev/latest/errors/validation_errors/
SENTENCES = {
    "extra_forbidden": ("unknown_field", "Leave this out: nobody knows it."),
    "greater_than_equal": ("too_small", "Choose a number from {ge} on."),
    "int_parsing": ("not_a_number", "Write a whole number."),
    "int_parsing_size": ("not_a_number", "Write a whole number of a few digits."),
    "less_than_equal": ("too_large", "Choose a number up to {le}."),
    "literal_error": ("unknown_value", "Choose {expected}."),
    "missing": ("missing", "Fill this in."),
    "model_attributes_type": ("not_an_object", "Send a JSON object."),
    "model_type": ("not_an_object", "Send a JSON object."),
    "string_too_long": ("too_long", "Write at most {max_length} characters."),
    "string_type": ("not_a_text", "Write a text here."),
    "string_unicode": ("no_character", "Leave out what is no Unicode character."),
    "uuid_parsing": ("malformed", "Send an id as the API gave it."),
    "uuid_type": ("malformed", "Send an id as the API gave it."),
}


def field_errors(errors: Sequence[Error]) -> list[FieldError]:
    """The first of a request's errors, as clients see them."""
    return [_field_error(error) for error in errors[:MOST]]


def _field_error(error: Error) -> FieldError:
    code, sentence = SENTENCES.get(error["type"], (error["type"], None))
    message = sentence.format(**error.get("ctx", {})) if sentence else error["msg"]
    return FieldError(location=_location(error["loc"]), code=code, message=message)


def _location(loc: Iterable[Any]) -> str:
    """Ninja's `("body", "body", "text")` as `body.text`: it names the parameter too."""
    parts = [legible(str(part))[:LONGEST_NAME] for part in loc]
    if parts[0] == "body":
        del parts[1:2]
    return ".".join(parts)
