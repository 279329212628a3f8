"""Each error of a field has a stable code and a sentence for people, without a library's words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.webapp.events import call
from webapp.api import api
from webapp.http.field_errors import SENTENCES

# What each part of a pydantic schema can answer to JSON, a query, a path or a header.
# https://docs.pydantic.dev/latest/errors/validation_errors/
ERRORS: dict[str, set[str]] = {
    "default": set(),
    "definitions": set(),
    "function-after": set(),  # ours: each has a code and a sentence
    "function-before": set(),  # likewise
    "int": {"int_parsing", "int_parsing_size"},
    "literal": {"literal_error"},
    "model": {"model_type"},
    "model-fields": {"missing", "model_attributes_type", "extra_forbidden"},
    "nullable": set(),
    "str": {"string_type", "string_unicode"},
    "uuid": {"uuid_parsing", "uuid_type"},
}
BOUNDS = {"ge": "greater_than_equal", "le": "less_than_equal", "max_length": "string_too_long"}
SECRET = {
    "lax-or-strict",
    "json-or-python",
    "is-instance",
    "function-plain",
    "chain",
    "union",
}  # of SecretStr, around its `str`


def parts(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  a core schema
    """Returns all parts of a core schema that check something."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str) and schema["type"] not in {"model-field"}:
            yield schema
        for key, one in schema.items():
            if key not in {"metadata", "serialization", "ref", "config", "function"}:
                yield from parts(one)
    elif isinstance(schema, list | tuple):
        for one in schema:
            yield from parts(one)


def models() -> Iterator[Any]:
    for _, router in api._routers:
        for path in router.path_operations.values():
            for operation in path.operations:
                yield from operation.models


def test_every_error_that_a_request_can_have_has_a_sentence() -> None:
    possible: set[str] = set()
    for model in models():
        for part in parts(model.__pydantic_core_schema__):
            if part["type"] in SECRET:
                continue
            possible |= ERRORS[part["type"]]
            possible |= {error for bound, error in BOUNDS.items() if bound in part}
            assert not {"pattern", "min_length", "gt", "lt", "multiple_of"} & set(part), part

    assert possible == set(SENTENCES)


CONFIRMATION = {"email": "ada@example.org", "code": "123456", "password": "Ab1cdefg"}
REQUIRED: list[tuple[str, Any, str, str, str | None]] = [
    ("POST /dwipps", {}, "body.text", "missing", "Fill this in."),
    ("POST /dwipps", None, "body", "missing", "Fill this in."),
    ("POST /dwipps", [], "body", "not_an_object", "Send a JSON object."),
    ("POST /dwipps", {"text": 7}, "body.text", "not_a_text", "Write text here."),
    ("POST /dwipps", {"text": "x", "y": 1}, "body.y", "unknown_field", "Remove this field: it is unknown."),
    ("POST /sessions/refresh", {"refresh_token": "ü"}, "body.refresh_token", "malformed", None),
    ("GET /dwipps?limit=x", None, "query.limit", "not_a_number", "Write a whole number."),
    ("GET /dwipps?limit=0", None, "query.limit", "too_small", "Choose a number of at least 1."),
    ("GET /dwipps?limit=101", None, "query.limit", "too_large", "Choose a number of at most 100."),
    ("GET /dwipps/x", None, "path.dwipp_id", "malformed", "Send an id that the API returned."),
    ("GET /users/a_b/dwipps", None, "path.user_id", "malformed", "Send an id that the API returned."),
    ("GET /docs/x", None, "path.asset", "unknown_value", None),
]
TEXTS = [
    ("x" * 281, "too_long", "Write at most 280 characters."),
    ("\u3164", "nothing_visible", "Write at least one visible character."),
    ("\u202eadA", "turned_round", "Remove characters that change the direction of text."),
    ("a\0b", "control_characters", "Remove control characters."),
]
NAMES = [
    ("x" * 51, "too_long", "Write at most 50 characters."),
    ("\u3164", "nothing_visible", "Write at least one visible character."),
    ("\u200fAda", "turned_round", "Remove characters that change the direction of text."),
    ("Ada\u2028Eve", "control_characters", "Write one line, without control characters."),
]
EMAILS = [
    ("x", "malformed", "Write an email address like ada@example.org, without spaces and letters like é."),
    ("ä@b.de", "malformed", None),
    ("a@ä.de", "malformed", None),
    ("a\u200b@b.de", "malformed", None),
    ("a\ue000@b.de", "malformed", None),
    (f"{'x' * 124}@b.de", "too_long", "Write at most 128 characters."),
    ("", "too_short", "Fill this in."),
]
PASSWORDS = [
    ("Ab1cdef", "too_short", "Write at least 8 characters."),
    ("Ab1" * 86, "too_long", "Write at most 256 characters."),
    ("AB1CDEFG", "no_lower_case", "Add a lower-case letter (a-z)."),
    ("ab1cdefg", "no_upper_case", "Add an upper-case letter (A-Z)."),
    ("Abcdefgh", "no_digit", "Add a digit (0-9)."),
    ("Ab1 cdefg", "blank", "Remove spaces."),
    ("Ab1\tcdefg", "control_characters", "Remove control characters."),
]


@pytest.mark.parametrize(
    ("request_line", "body", "location", "code", "message"),
    [
        *REQUIRED,
        *(("POST /dwipps", {"text": text}, "body.text", *error) for text, *error in TEXTS),
        *(("PATCH /me", {"display_name": name}, "body.display_name", *error) for name, *error in NAMES),
        *(("POST /accounts", {"email": email}, "body.email", *error) for email, *error in EMAILS),
        *(
            ("POST /accounts/confirm", {**CONFIRMATION, "password": one}, "body.password", *error)
            for one, *error in PASSWORDS
        ),
    ],
)
def test_an_error_of_a_field_says_what_to_change(
    request_line: str,
    body: Any,  # noqa: ANN401  any JSON
    location: str,
    code: str,
    message: str | None,
) -> None:
    method, _, target = request_line.partition(" ")
    path, _, query = target.partition("?")

    (error,) = call(method, path, body, query=query).body["errors"]

    assert (error["location"], error["code"]) == (location, code)
    assert error["message"] == (message or error["message"])
    assert re.fullmatch(r"[A-Z][^\\^{}]*\.", error["message"])
