"""docs/parity-cognito.md lists every error of every operation that the app calls, with the API's response."""

import re
from pathlib import Path

import botocore.session

from infra.operations import OPERATIONS as CALLED
from tests.webapp.accounts.cognito_calls import OPERATIONS
from tests.webapp.accounts.test_every_error import ANSWERS, BY_PYTHONS_NAME

PAGE = Path(__file__).resolve().parents[3] / "docs" / "parity-cognito.md"
MODEL = botocore.session.get_session().get_service_model("cognito-idp")

# An operation and an error of it.
Pair = tuple[str, str]


def documented() -> dict[Pair, str]:
    """Returns the API's response by pair, as the page documents it. Each pair has one row."""
    found: dict[Pair, str] = {}
    for row in re.findall(r"^\| ([A-Z]\w+) \| ([A-Z][\w, ]+) \|(.*)\|$", PAGE.read_text(), re.MULTILINE):
        if row[0] == "Error":
            continue
        for operation in row[1].split(", "):
            assert (operation, row[0]) not in found, f"{operation} has two rows for {row[0]}"
            found[operation, row[0]] = row[2].rsplit("|", 1)[1]
    return found


def test_every_error_has_a_row_and_every_row_has_an_error() -> None:
    errors = {
        (operation, shape.name.removesuffix("Exception"))
        for operation in CALLED["cognito-idp"]
        for shape in MODEL.operation_model(operation).error_shapes
    }

    add = [f"| {error} | {operation} |" for operation, error in sorted(errors - documented().keys())]
    remove = [f"| {error} | {operation} |" for operation, error in sorted(documented().keys() - errors)]

    assert not add, f"add to docs/parity-cognito.md, each row with its source: {add}"
    assert not remove, f"take out of docs/parity-cognito.md: {remove}"


def test_the_api_responds_as_the_page_documents() -> None:
    answers: dict[Pair, set[str]] = {}
    for name, by_answer in ANSWERS.items():
        operation = BY_PYTHONS_NAME[OPERATIONS[name].calls[-1]]
        for answer, errors in by_answer.items():
            for error in errors.split():
                answers.setdefault((operation, error), set()).add(answer)

    page = {pair: set(re.findall("`(.*?)`", cell)) for pair, cell in documented().items() if pair in answers}

    assert page == answers
