"""Expressions that are parsed once mean the same as before."""

import pytest

from localcloud.emulator.expressions import parse_expressions_once
from tests.localcloud.emulator.test_indexes import load

ITEM = {"id": {"S": "a"}, "votes": {"N": "1"}}
VALUES = {":one": {"N": "1"}, ":name": {"S": "Ada"}}


@pytest.mark.parametrize(
    "expression",
    [
        "SET votes = votes + :one",
        "SET author = :name REMOVE votes",
        "ADD votes :one",
        "SET size = :one",
        "SET ((votes)) = :one",
    ],
)
def test_an_update_does_what_ministack_does(expression: str) -> None:
    plain, once = load("plain"), load("once")
    parse_expressions_once(once)

    def result(module: object) -> object:
        try:
            return module._apply_update_expression(ITEM, expression, VALUES, {})  # type: ignore[attr-defined]
        except ValueError as error:
            return str(error)

    expected = result(plain)
    assert [result(once), result(once)] == [expected, expected]
