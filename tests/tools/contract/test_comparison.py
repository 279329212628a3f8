"""Changes of the real contract: exactly those that break clients are reported."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tools.contract.__main__ import CONTRACT, TREE
from tools.contract.comparison import compare

Json = dict[str, Any]
Mutation = Callable[[Json], object]

ORIGINAL: Json = json.loads((TREE / CONTRACT).read_text(encoding="utf-8"))
CONFIRM = "confirm_account (POST /api/v1/accounts/confirm)"
DWIPPS = "/api/v1/dwipps"
TOKEN = [{"AccessToken": list[str]()}]


def operation(contract: Json, operation_id: str) -> Json:
    operations = [one for path in contract["paths"].values() for one in path.values()]
    return next(one for one in operations if one["operationId"] == operation_id)


def parameter(contract: Json, operation_id: str, name: str) -> Json:
    return next(one for one in operation(contract, operation_id)["parameters"] if one["name"] == name)


def schema(contract: Json, name: str) -> Json:
    found: Json = contract["components"]["schemas"][name]
    return found


def properties(contract: Json, name: str) -> Json:
    found: Json = schema(contract, name)["properties"]
    return found


def findings(mutation: Mutation, backwards: bool = False) -> list[str]:
    changed = copy.deepcopy(ORIGINAL)
    mutation(changed)
    old, new = (changed, ORIGINAL) if backwards else (ORIGINAL, changed)
    return [("" if one.change.breaking else "warning: ") + str(one) for one in compare(old, new)]


def a_new_parameter(*, required: bool) -> Json:
    return {"in": "query", "name": "since", "required": required, "schema": {"type": "string"}}


BREAKING: dict[str, tuple[Mutation, str]] = {
    "a path is removed": (
        lambda c: c["paths"].pop("/api/v1/health"),
        "get_health (GET /api/v1/health): the operation is gone: bring it back",
    ),
    "a method is removed": (
        lambda c: c["paths"][DWIPPS].pop("post"),
        "create_dwipp (POST /api/v1/dwipps): the operation is gone: bring it back",
    ),
    "an operation id changes": (
        lambda c: operation(c, "get_me").update(operationId="who_am_i"),
        "get_me (GET /api/v1/me): operationId is now who_am_i: leave it, clients are generated from it",
    ),
    "a token is newly required": (
        lambda c: operation(c, "get_health").update(security=TOKEN),
        "get_health (GET /api/v1/health): security is stricter: accept every caller that was accepted before",
    ),
    "a token is newly required everywhere": (
        lambda c: (operation(c, "log_in").pop("security"), c.update(security=TOKEN)),
        "log_in (POST /api/v1/sessions): security is stricter: accept every caller that was accepted before",
    ),
    "a second token is newly required": (
        lambda c: operation(c, "get_me").update(security=[{"AccessToken": [], "ApiKey": []}]),
        "get_me (GET /api/v1/me): security is stricter: accept every caller that was accepted before",
    ),
    "an optional parameter is removed": (
        lambda c: operation(c, "list_dwipps")["parameters"].remove(parameter(c, "list_dwipps", "limit")),
        "list_dwipps (GET /api/v1/dwipps): request query.limit is not taken any more: go on taking it",
    ),
    "an optional parameter is newly required": (
        lambda c: parameter(c, "list_dwipps", "cursor").update(required=True),
        "list_dwipps (GET /api/v1/dwipps): request query.cursor is newly required: make it optional",
    ),
    "a new parameter is required": (
        lambda c: operation(c, "get_me")["parameters"].append(a_new_parameter(required=True)),
        "get_me (GET /api/v1/me): request query.since is newly required: make it optional",
    ),
    "a parameter's upper limit falls": (
        lambda c: parameter(c, "list_dwipps", "limit")["schema"].update(maximum=50),
        "list_dwipps (GET /api/v1/dwipps): request query.limit has a stricter maximum, 50: leave it at 100",
    ),
    "a parameter's enum is narrowed": (
        lambda c: parameter(c, "get_docs_asset", "asset")["schema"]["enum"].remove("docs.js"),
        "get_docs_asset (GET /api/v1/docs/{asset}): request path.asset no longer takes 'docs.js': go on taking it",
    ),
    "a parameter's values are newly listed": (
        lambda c: parameter(c, "list_dwipps", "limit")["schema"].update(enum=[25, 50]),
        "list_dwipps (GET /api/v1/dwipps): request query.limit no longer takes any value: go on taking it",
    ),
    "a parameter's type changes": (
        lambda c: parameter(c, "list_dwipps", "limit")["schema"].update(type="string"),
        "list_dwipps (GET /api/v1/dwipps): request query.limit no longer takes integer: go on taking it",
    ),
    "a parameter has another format": (
        lambda c: parameter(c, "get_dwipp", "dwipp_id")["schema"].update(format="ulid"),
        "get_dwipp (GET /api/v1/dwipps/{dwipp_id}): request path.dwipp_id has another format: leave it as it was",
    ),
    "a body is removed": (
        lambda c: operation(c, "create_dwipp").pop("requestBody"),
        "create_dwipp (POST /api/v1/dwipps): request body is not taken any more: go on taking it",
    ),
    "a body is taken as another media type": (
        lambda c: operation(c, "create_dwipp")["requestBody"].update(content={"text/plain": {}}),
        "create_dwipp (POST /api/v1/dwipps): request body is not taken any more: go on taking it",
    ),
    "a body is newly required": (
        lambda c: operation(c, "log_out").update(with_body(required=True)),
        "log_out (DELETE /api/v1/sessions): request body is newly required: make it optional",
    ),
    "a field of a body is newly required": (
        lambda c: schema(c, "Confirmation")["required"].append("display_name"),
        f"{CONFIRM}: request body.display_name is newly required: make it optional",
    ),
    "a field of a body is removed": (
        lambda c: properties(c, "Confirmation").pop("display_name"),
        f"{CONFIRM}: request body.display_name is not taken any more: go on taking it",
    ),
    "a field of a body may no longer be null": (
        lambda c: properties(c, "Confirmation")["display_name"]["anyOf"].pop(),
        f"{CONFIRM}: request body.display_name no longer takes null: go on taking it",
    ),
    "a field's lower limit rises": (
        lambda c: properties(c, "DwippText")["text"].update(minLength=3),
        "create_dwipp (POST /api/v1/dwipps): request body.text has a stricter minLength, 3: leave it at 1",
    ),
    "a field has a limit for the first time": (
        lambda c: properties(c, "Login")["email"].update(minimum=9),
        "log_in (POST /api/v1/sessions): request body.email has a stricter minimum, 9: leave it at none",
    ),
    "a field has another pattern": (
        lambda c: properties(c, "Confirmation")["code"].update(pattern="^[0-9]{8}$"),
        f"{CONFIRM}: request body.code has another pattern: leave it as it was",
    ),
    "a success is removed": (
        lambda c: operation(c, "create_dwipp")["responses"].pop("201"),
        "create_dwipp (POST /api/v1/dwipps): answer 201 is gone: go on answering it",
    ),
    "a success has no body any more": (
        lambda c: operation(c, "get_me")["responses"]["200"].pop("content"),
        "get_me (GET /api/v1/me): answer 200 body is gone: go on answering it",
    ),
    "a property of an answer is removed": (
        lambda c: properties(c, "Dwipp").pop("upvotes"),
        "list_dwipps (GET /api/v1/dwipps): answer 200 body.items[].upvotes is gone: go on answering it",
    ),
    "an optional property of an answer is removed": (
        lambda c: properties(c, "Session").pop("refresh_token"),
        "log_in (POST /api/v1/sessions): answer 200 body.refresh_token is gone: go on answering it",
    ),
    "a property of an answer may be missing": (
        lambda c: schema(c, "Viewer")["required"].remove("upvoted"),
        "get_dwipp (GET /api/v1/dwipps/{dwipp_id}): answer 200 body.viewer.upvoted may now be missing:"
        " go on answering it always",
    ),
    "a property of an answer changes its type": (
        lambda c: properties(c, "Dwipp")["version"].update(type="string"),
        "create_dwipp (POST /api/v1/dwipps): answer 201 body.version may now be string,"
        " for which clients are not made",
    ),
    "a property of an answer may be null": (
        lambda c: properties(c, "Me")["display_name"].update(type=["string", "null"]),
        "get_me (GET /api/v1/me): answer 200 body.display_name may now be null, for which clients are not made",
    ),
    "a property of an answer loses its format": (
        lambda c: properties(c, "Dwipp")["created_at"].pop("format"),
        "get_dwipp (GET /api/v1/dwipps/{dwipp_id}): answer 200 body.created_at has another format:"
        " leave it as it was",
    ),
    "a header of an answer is removed": (
        lambda c: operation(c, "get_dwipp")["responses"]["200"]["headers"].pop("ETag"),
        "get_dwipp (GET /api/v1/dwipps/{dwipp_id}): answer 200 header.ETag is gone: go on answering it",
    ),
    "a property of a problem is removed": (
        lambda c: properties(c, "Problem").pop("code"),
        "get_health (GET /api/v1/health): refusal problem.code is gone: go on answering it",
    ),
}


def with_body(*, required: bool) -> Json:
    media = {"application/json": {"schema": {"type": "object", "properties": {}}}}
    return {"requestBody": {"required": required, "content": media}}


@pytest.mark.parametrize(("mutation", "message"), BREAKING.values(), ids=BREAKING)
def test_a_breaking_change_is_reported_with_operation_field_and_what_to_do(
    mutation: Mutation, message: str
) -> None:
    assert message in findings(mutation)


COMPATIBLE: dict[str, Mutation] = {
    "nothing": lambda c: None,
    "a new path": lambda c: c["paths"].update(
        {"/api/v1/news": {"get": {"operationId": "news", "responses": {}}}}
    ),
    "a new method": lambda c: c["paths"][DWIPPS].update(
        put={**operation(c, "create_dwipp"), "operationId": "put_dwipp"}
    ),
    "no token any more": lambda c: operation(c, "get_me").pop("security"),
    "another way in": lambda c: operation(c, "get_me")["security"].append({"ApiKey": []}),
    "a new optional parameter": lambda c: operation(c, "get_me")["parameters"].append(
        a_new_parameter(required=False)
    ),
    "a new optional body": lambda c: operation(c, "log_out").update(with_body(required=False)),
    "a new optional field": lambda c: properties(c, "DwippText").update(mood={"type": "string"}),
    "a field is no longer required": lambda c: schema(c, "DwippText")["required"].remove("text"),
    "a field may be longer": lambda c: properties(c, "DwippText")["text"].update(maxLength=500),
    "a field may be null": lambda c: properties(c, "DwippText")["text"].update(type=["string", "null"]),
    "a field has no pattern any more": lambda c: properties(c, "Confirmation")["code"].pop("pattern"),
    "a parameter takes more values": lambda c: parameter(c, "get_docs_asset", "asset")["schema"][
        "enum"
    ].append("docs.css"),
    "a parameter takes any number": lambda c: parameter(c, "list_dwipps", "limit")["schema"].update(
        type="number"
    ),
    "a new property of answers": lambda c: properties(c, "Dwipp").update(mood={"type": "string"}),
    "a new header of an answer": lambda c: operation(c, "get_dwipp")["responses"]["200"]["headers"].update(
        {"X-Mood": {"schema": {"type": "string"}}}
    ),
    "an answer's property is always there": lambda c: schema(c, "Session")["required"].append("token_type"),
    "an answer's property is never null": lambda c: properties(c, "Dwipp")["edited_at"]["anyOf"].pop(),
    "a new status of a problem": lambda c: operation(c, "get_health")["responses"].update(
        {"418": operation(c, "get_health")["responses"]["500"]}
    ),
    "a problem less": lambda c: operation(c, "get_health")["responses"].pop("503"),
    "other words": lambda c: properties(c, "Dwipp")["text"].update(description="thought in a shower"),
    "additional properties said": lambda c: schema(c, "Me").update(additionalProperties=True),
}


@pytest.mark.parametrize("mutation", COMPATIBLE.values(), ids=COMPATIBLE)
def test_compatible_changes_are_not_reported(mutation: Mutation) -> None:
    assert findings(mutation) == []


def test_a_new_enum_value_in_an_answer_is_a_warning() -> None:
    def more_states(contract: Json) -> None:
        properties(contract, "Health")["status"] = {"type": "string", "enum": ["ok", "tired"]}

    assert findings(more_states) == [
        "warning: get_health (GET /api/v1/health): answer 200 body.status may now be 'tired',"
        " for which clients are not made"
    ]


def test_an_error_with_two_schemas_is_compared_with_its_old_schema() -> None:
    def another_problem(contract: Json) -> None:
        for name in ("code", "detail", "title"):
            properties(contract, "Problem").pop(name)

    lines = [line for line in findings(another_problem) if line.startswith("get_me ")]

    assert [line.split(" is gone")[0].rpartition(".")[2] for line in lines] == ["title", "detail", "code"]


def test_a_looser_limit_in_an_answer_is_a_warning() -> None:
    def limited(contract: Json) -> None:
        properties(contract, "Me")["display_name"]["maxLength"] = 50

    assert (
        "warning: get_me (GET /api/v1/me): answer 200 body.display_name has a looser maxLength, none"
        in findings(limited, backwards=True)
    )


def test_a_recursive_schema_is_compared_once() -> None:
    def quoting(contract: Json) -> None:
        properties(contract, "Dwipp")["quotes"] = {"$ref": "#/components/schemas/Dwipp"}

    assert findings(quoting) == []
    assert any("answer 200 body.quotes is gone" in line for line in findings(quoting, backwards=True))


def test_a_change_of_all_problems_is_reported_once_per_operation() -> None:
    lines = findings(lambda c: properties(c, "Problem").pop("code"))

    assert len(lines) == len(set(lines)) == sum(map(len, ORIGINAL["paths"].values()))
