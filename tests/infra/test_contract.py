import json
from pathlib import Path
from typing import Any

import pytest

from infra.gateway.routes import ContractError, Headers, Route, read_headers, read_routes


def write(folder: Path, content: Any) -> Path:  # noqa: ANN401  any JSON
    path = folder / "openapi.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_an_operation_becomes_a_route(tmp_path: Path) -> None:
    operations = {
        "get": {"operationId": "list_dwipps", "security": [{"AccessToken": []}], "tags": ["dwipps"]},
        "post": {"operationId": "log_in", "tags": ["sessions"]},
        "parameters": [],
    }

    assert read_routes(write(tmp_path, {"paths": {"/api/v1/x": operations}})) == [
        Route("list_dwipps", "GET /api/v1/x", authorized=True, strict=False),
        Route("log_in", "POST /api/v1/x", authorized=False, strict=True),
    ]


def test_the_headers_of_all_requests_and_answers_are_read_once_each(tmp_path: Path) -> None:
    operation = {
        "security": [{"AccessToken": []}],
        "requestBody": {},
        "parameters": [{"name": "If-None-Match", "in": "header"}, {"name": "limit", "in": "query"}],
        "responses": {"200": {"headers": {"ETag": {}}}, "429": {"$ref": "#/components/responses/TooMany"}},
    }
    contract = {
        "paths": {"/a": {"get": operation, "patch": operation, "parameters": []}},
        "components": {"responses": {"TooMany": {"headers": {"Retry-After": {}}}}},
    }

    assert read_headers(write(tmp_path, contract)) == Headers(
        requests=["authorization", "content-type", "if-none-match"], answers=["etag", "retry-after"]
    )


@pytest.mark.parametrize("content", ["", "{", "{}", {"paths": {}}, {"paths": {"/x": {"get": {}}}}, []])
def test_an_unreadable_contract_is_reported(tmp_path: Path, content: Any) -> None:  # noqa: ANN401
    with pytest.raises(ContractError, match="write it with `make openapi`"):
        read_routes(write(tmp_path, content))


def test_a_missing_contract_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="write it with `make openapi`"):
        read_routes(tmp_path / "openapi.json")
