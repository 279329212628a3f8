"""The log has one line per request; a path cannot control the terminal."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from localcloud.front_door.requests_log import log_requests


async def answer(request: web.Request) -> web.StreamResponse:
    return web.Response(status=418)


@pytest.mark.parametrize(
    "path", ["/api/\x1b[2J", "/api/\x9b2J", "/api/\u202etxt", "/api/\udc9b2J", "/api/a\nb"]
)
def test_control_characters_in_a_path_are_escaped(path: str, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(log_requests()(make_mocked_request("GET", path), answer))  # type: ignore[arg-type]

    (line,) = capfd.readouterr().out.splitlines()
    assert " GET /api/" in line
    assert " 418 in " in line
    assert line.isascii()
    assert line.isprintable()
