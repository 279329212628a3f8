"""openapi.json says everything that the API does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from webapp.contract import FILE, contract

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = {
    "change_password",
    "confirm_account",
    "create_dwipp",
    "forgot_password",
    "get_docs",
    "get_docs_asset",
    "get_dwipp",
    "get_health",
    "get_me",
    "get_openapi",
    "list_dwipps",
    "list_my_dwipps",
    "log_in",
    "log_out",
    "refresh_session",
    "register",
    "resend_confirmation",
    "reset_password",
    "update_me",
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


def test_every_error_is_a_problem(operations: dict[str, Any]) -> None:
    for one in operations.values():
        for status, response in one["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]


def test_every_operation_says_what_it_is_for(operations: dict[str, Any]) -> None:
    assert all(one["description"] for one in operations.values())
