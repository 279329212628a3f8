"""A condition that an operation does not support is refused, and nothing is changed."""

import pytest

from tests.operations import OPERATIONS, Operation
from tests.webapp.events import call

ID = "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"
UNSAFE = [one for one in OPERATIONS if one.method != "GET"]


@pytest.mark.parametrize("condition", ["if-match", "if-none-match", "if-unmodified-since"])
@pytest.mark.parametrize("operation", UNSAFE, ids=str)
def test_every_other_change_refuses_conditions(operation: Operation, condition: str) -> None:
    """Without tables and Cognito, any work would fail."""
    if condition in {name.lower() for name in operation.parameters("header")}:
        return
    headers = {"dwipper-client": "browser", condition: "*"}

    answer = call(operation.method, operation.path(ID), operation.example, headers=headers)

    assert (answer.status, answer.code) == (412, "condition_not_taken")
    assert "412" in operation.described["responses"]


def test_a_dwipp_is_edited_and_deleted_under_conditions() -> None:
    taking = {one.id for one in UNSAFE if {"If-Match", "If-None-Match"} <= one.parameters("header")}

    assert taking == {"update_dwipp", "delete_dwipp"}
