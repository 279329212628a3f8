import asyncio
import json
from pathlib import Path

import pytest

from localcloud.routes import Routes

ROOT = Path(__file__).resolve().parents[2]


def report_changes(tree: Path, times: int) -> None:
    async def run() -> None:
        routes = Routes(tree)
        for _ in range(times):
            await routes.report_changes()

    asyncio.run(run())


def test_an_operation_without_a_route_is_reported_once_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for package in ("tools", "webapp"):
        (tmp_path / package).symlink_to(ROOT / package)
    contract = json.loads((ROOT / "openapi.json").read_text())
    del contract["paths"]["/api/v1/health"]
    contract["paths"]["/api/v1/gone"] = {"get": {}}
    (tmp_path / "openapi.json").write_text(json.dumps(contract))

    report_changes(tmp_path, times=2)

    assert capsys.readouterr().out == (
        "routes changed (new: GET /api/v1/health; gone: GET /api/v1/gone):"
        " `make openapi` and a restart of `make run` update the gateway\n"
    )


def test_unchanged_routes_are_not_reported(capsys: pytest.CaptureFixture[str]) -> None:
    report_changes(ROOT, times=1)

    assert capsys.readouterr().out == ""
