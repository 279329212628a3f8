"""openapi.json says everything that the API does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from webapp.contract import FILE, contract

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = {
    "change_password",
    "confirm_account",
    "create_dwipp",
    "delete_dwipp",
    "delete_me",
    "favorite_dwipp",
    "forgot_password",
    "get_docs",
    "get_docs_asset",
    "get_dwipp",
    "get_health",
    "get_me",
    "get_openapi",
    "list_dwipps",
    "list_favoriters",
    "list_my_dwipps",
    "list_my_favorites",
    "list_user_dwipps",
    "log_in",
    "log_out",
    "refresh_session",
    "register",
    "resend_confirmation",
    "reset_password",
    "toggle_favorite",
    "toggle_upvote",
    "unfavorite_dwipp",
    "unvote_dwipp",
    "update_dwipp",
    "update_me",
    "upvote_dwipp",
}
PUBLIC = {
    "confirm_account",
    "forgot_password",
    "get_docs",
    "get_docs_asset",
    "get_health",
    "get_openapi",
    "log_in",
    "refresh_session",
    "register",
    "resend_confirmation",
    "reset_password",
}


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, Any]]:
    paths = contract()["paths"]
    return {one["operationId"]: one for path in paths.values() for one in path.values()}


def test_the_committed_contract_is_the_apis() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == contract()


def test_drift_is_told_with_what_to_do(tmp_path: Path) -> None:
    code = f"import webapp.contract as c; c.FILE = c.Path({str(tmp_path / 'openapi.json')!r}); c.main(['--check'])"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr.strip()) == (
        1,
        "openapi.json is not what the API says: write it with `make openapi`",
    )


def test_operation_ids_are_short_and_stable(operations: dict[str, Any]) -> None:
    assert set(operations) == OPERATIONS


def test_exactly_these_operations_are_public(operations: dict[str, Any]) -> None:
    assert {name for name, one in operations.items() if not one.get("security")} == PUBLIC


def test_whoever_needs_a_token_may_be_refused(operations: dict[str, Any]) -> None:
    assert all("401" in one["responses"] for one in operations.values() if one.get("security"))


def test_whatever_takes_a_body_may_find_it_wrong(operations: dict[str, Any]) -> None:
    for one in operations.values():
        if "requestBody" in one:
            assert {"400", "413", "415", "422"} <= set(one["responses"])


def test_every_error_is_a_problem_but_for_what_the_gateway_answers_itself(operations: dict[str, Any]) -> None:
    for one in operations.values():
        gateways = {"429", "500", "503"} | ({"401", "403"} if one.get("security") else set())
        for status, response in (
            (status, found) for status, found in one["responses"].items() if status >= "400"
        ):
            schemas = {kind: content["schema"]["$ref"] for kind, content in response["content"].items()}
            if status in gateways:
                assert schemas.pop("application/json") == "#/components/schemas/GatewayMessage"
                schemas.setdefault("application/problem+json", "#/components/schemas/Problem")
            assert schemas == {"application/problem+json": "#/components/schemas/Problem"}


def test_every_body_has_an_example_that_its_schema_takes(operations: dict[str, Any]) -> None:
    document, told = contract(), set()
    for name, one in operations.items():
        bodies = [
            one.get("requestBody", {}),
            *(one["responses"].get(status, {}) for status in ("200", "201", "202")),
        ]
        for media in (body["content"]["application/json"] for body in bodies if body.get("content")):
            if "example" in media:
                validate(media["example"], {**media["schema"], "components": document["components"]})
                told.add(name)

    assert told == {
        name
        for name, one in operations.items()
        if "requestBody" in one or {"200", "201", "202"} & set(one["responses"])
    } - {"get_docs", "get_docs_asset", "get_openapi"}


def test_a_parameter_is_never_null(operations: dict[str, Any]) -> None:
    parameters = [parameter for one in operations.values() for parameter in one["parameters"]]

    assert all("type" in parameter["schema"] or "$ref" in parameter["schema"] for parameter in parameters)


def test_every_operation_says_what_it_is_for(operations: dict[str, Any]) -> None:
    assert all(one["description"] for one in operations.values())
