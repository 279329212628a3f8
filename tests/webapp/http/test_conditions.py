"""A condition that an operation does not support is refused, and nothing is changed."""

import json
from typing import Any

import pytest

from tests.webapp.events import call
from webapp.contract.openapi import FILE

ID = "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"
CONTRACT = json.loads(FILE.read_text(encoding="utf-8"))
UNSAFE = [
    (method, path, operation)
    for path, methods in CONTRACT["paths"].items()
    for method, operation in methods.items()
    if method != "get"
]


def examples(operation: dict[str, Any]) -> dict[str, Any] | None:
    """Returns the contract's example of the body."""
    content = operation.get("requestBody", {}).get("content", {})
    return content["application/json"]["example"] if content else None


@pytest.mark.parametrize("condition", ["if-match", "if-none-match", "if-unmodified-since"])
@pytest.mark.parametrize(
    ("method", "path", "operation"), UNSAFE, ids=[f"{one[0]} {one[1]}" for one in UNSAFE]
)
def test_every_other_change_refuses_conditions(
    method: str, path: str, operation: dict[str, Any], condition: str
) -> None:
    """Without tables and Cognito, any work would fail."""
    taken = {one["name"].lower() for one in operation["parameters"] if one["in"] == "header"}
    if condition in taken:
        return
    ids = {one["name"]: ID for one in operation["parameters"] if one["in"] == "path"}
    path = path.removeprefix("/api/v1").format(**ids)

    answer = call(
        method.upper(), path, examples(operation), headers={"dwipper-client": "browser", condition: "*"}
    )

    assert (answer.status, answer.code) == (412, "condition_not_taken")
    assert "412" in operation["responses"]


def test_a_dwipp_is_edited_and_deleted_under_conditions() -> None:
    taking = {
        operation["operationId"]
        for _, _, operation in UNSAFE
        if {"If-Match", "If-None-Match"} <= {one["name"] for one in operation["parameters"]}
    }

    assert taking == {"update_dwipp", "delete_dwipp"}
