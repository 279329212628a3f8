"""openapi.json describes everything that the API does."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
from jsonschema import validate
from pydantic import Field, TypeAdapter

from webapp.contract.openapi import FILE, contract

ROOT = Path(__file__).resolve().parents[3]
RELEASED = ROOT / "docs" / "contract" / "released.json"
PUBLIC = {
    "confirm_account",
    "forgot_password",
    "get_docs",
    "get_docs_asset",
    "get_health",
    "get_openapi",
    "log_in",
    "log_in_browser",
    "log_out_browser",
    "refresh_browser",
    "revoke_session",
    "refresh_session",
    "register",
    "resend_confirmation",
    "reset_password",
}


@cache
def document() -> dict[str, Any]:
    return contract()


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, Any]]:
    paths = document()["paths"]
    return {one["operationId"]: one for path in paths.values() for one in path.values()}


def test_the_committed_contract_is_the_apis() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == document(), "write it with `make openapi`"


@pytest.mark.slow
def test_drift_is_reported_with_what_to_do(tmp_path: Path) -> None:
    code = (
        "import webapp.contract.__main__ as command; from pathlib import Path; "
        f"command.openapi.FILE = Path({str(tmp_path / 'openapi.json')!r}); command.main(['--check'])"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr.strip()) == (
        1,
        "openapi.json is not what the app says: write it with `make openapi`",
    )


def test_operation_ids_are_a_verb_and_a_noun(operations: dict[str, Any]) -> None:
    assert [name for name in operations if not re.fullmatch(r"[a-z]+(_[a-z]+){0,2}", name)] == []


def test_a_released_operation_keeps_its_id(operations: dict[str, Any]) -> None:
    """Generated clients name their functions after it."""
    released = json.loads(RELEASED.read_text(encoding="utf-8"))["paths"]

    assert {one["operationId"] for path in released.values() for one in path.values()} <= operations.keys()


def test_exactly_these_operations_are_public(operations: dict[str, Any]) -> None:
    public = {name for name, one in operations.items() if not one.get("security")}

    assert public == PUBLIC, "give the operation no `auth=None`, or list it in PUBLIC"


def test_an_operation_with_a_token_declares_401(operations: dict[str, Any]) -> None:
    assert all("401" in one["responses"] for one in operations.values() if one.get("security"))


def test_an_operation_with_a_body_declares_422(operations: dict[str, Any]) -> None:
    for one in operations.values():
        if "requestBody" in one:
            assert {"400", "413", "415", "422"} <= set(one["responses"])


PROBLEM = {"$ref": "#/components/schemas/Problem"}
REFUSAL = {"$ref": "#/components/schemas/Refusal"}
# What the gateway answers itself, without asking the API.
GATEWAYS = {"401", "403", "404", "413", "429", "500", "503"}


def refusals(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Returns an operation's refusals by status."""
    documented = document()["components"]["responses"]
    return {
        status: documented[answer["$ref"].rpartition("/")[2]]
        for status, answer in operation["responses"].items()
        if status >= "400"
    }


def test_every_refusal_is_a_problem_or_an_answer_of_the_gateway(operations: dict[str, Any]) -> None:
    for one in operations.values():
        for status, refusal in refusals(one).items():
            kinds = {"application/problem+json"} | ({"application/json"} if status in GATEWAYS else set())
            assert set(refusal["content"]) == kinds


def test_a_status_has_one_schema_whatever_its_media_type(operations: dict[str, Any]) -> None:
    """Many generators parse by the status only."""
    for one in operations.values():
        for status, refusal in refusals(one).items():
            schemas = [media["schema"] for media in refusal["content"].values()]
            assert all(schema == (REFUSAL if status in GATEWAYS else PROBLEM) for schema in schemas)


def test_the_gateways_refusals_are_declared_where_they_can_happen(operations: dict[str, Any]) -> None:
    paths = {one["operationId"]: path for path, ones in document()["paths"].items() for one in ones.values()}
    for name, one in operations.items():
        documented = set(one["responses"])
        assert {"429", "500", "503"} <= documented
        assert not one["security"] or {"401", "403"} <= documented
        assert "requestBody" not in one or "413" in documented
        assert "{" not in paths[name] or "404" in documented


def test_every_refusal_has_an_example_of_each_of_its_kinds() -> None:
    for name, refusal in document()["components"]["responses"].items():
        for media in refusal["content"].values():
            examples = [one["value"] for one in media.get("examples", {}).values()]
            for example in examples or [media["example"]]:
                validate(example, {**media["schema"], "components": document()["components"]})
        problems = refusal["content"]["application/problem+json"]["examples"]
        assert name == "Forbidden" or problems
        assert all(one["value"]["code"] == code for code, one in problems.items())


def test_a_required_password_is_required_in_every_language() -> None:
    """oapi-codegen makes a `writeOnly` field optional."""
    schemas = document()["components"]["schemas"]

    assert "password" in schemas["Login"]["required"]
    assert not [name for name, one in schemas.items() if "writeOnly" in str(one)]


def test_every_id_is_a_uuid_as_in_a_path(operations: dict[str, Any]) -> None:
    """An id from a response is valid as a parameter."""
    schemas = document()["components"]["schemas"]
    parameters = [
        one["schema"]
        for operation in operations.values()
        for one in operation["parameters"]
        if one["in"] == "path"
    ]
    properties = [
        schema
        for one in schemas.values()
        for name, schema in one.get("properties", {}).items()
        if name == "id" or name.endswith("_id")
    ]
    assert properties
    assert all(one["format"] == "uuid" for one in [*parameters, *properties] if "enum" not in one)


def test_every_pattern_is_one_for_every_language(operations: dict[str, Any]) -> None:
    """Rust and Go support neither lookaheads nor back-references, and pydantic's engine is Rust's."""
    parameters = [one["schema"] for operation in operations.values() for one in operation["parameters"]]
    bodies = [
        schema
        for one in document()["components"]["schemas"].values()
        for schema in one.get("properties", {}).values()
    ]
    patterns = {one["pattern"] for one in [*parameters, *bodies] if "pattern" in one}
    assert len(patterns) > 5
    for pattern in patterns:
        TypeAdapter(Annotated[str, Field(pattern=pattern)])


def test_the_contract_names_its_server_and_contact() -> None:
    tags = {tag for path in document()["paths"].values() for one in path.values() for tag in one["tags"]}
    assert document()["servers"][0]["url"] == "/"
    assert document()["info"]["license"]["identifier"] == "Apache-2.0"
    assert {tag["name"] for tag in document()["tags"] if tag["description"]} == tags


def test_public_operations_say_that_they_are(operations: dict[str, Any]) -> None:
    assert all(operations[name]["security"] == [] for name in PUBLIC)


def test_every_body_has_an_example_that_its_schema_takes(operations: dict[str, Any]) -> None:
    documented = set()
    for name, one in operations.items():
        bodies = [
            one.get("requestBody", {}),
            *(one["responses"].get(status, {}) for status in ("200", "201", "202")),
        ]
        for media in (content for body in bodies for content in body.get("content", {}).values()):
            if "example" in media:
                validate(media["example"], {**media["schema"], "components": document()["components"]})
                documented.add(name)

    assert documented == {
        name
        for name, one in operations.items()
        if "requestBody" in one or {"200", "201", "202"} & set(one["responses"])
    } - {"get_docs", "get_docs_asset", "get_openapi"}


def test_a_parameter_is_never_null(operations: dict[str, Any]) -> None:
    parameters = [parameter for one in operations.values() for parameter in one["parameters"]]

    assert all("type" in parameter["schema"] or "$ref" in parameter["schema"] for parameter in parameters)


def test_every_operation_says_what_it_is_for(operations: dict[str, Any]) -> None:
    assert all(one["description"] for one in operations.values())
