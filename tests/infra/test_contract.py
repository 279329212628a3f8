import json
from pathlib import Path
from typing import Any

import pytest

from infra.contract import ContractError, Route, read_routes


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


@pytest.mark.parametrize("content", ["", "{", "{}", {"paths": {}}, {"paths": {"/x": {"get": {}}}}, []])
def test_an_unreadable_contract_is_reported(tmp_path: Path, content: Any) -> None:  # noqa: ANN401
    with pytest.raises(ContractError, match="write it with `make openapi`"):
        read_routes(write(tmp_path, content))


def test_a_missing_contract_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="write it with `make openapi`"):
        read_routes(tmp_path / "openapi.json")
