"""The front door rejects what a browser sends for foreign pages and rebound names, and rejects other users."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from localcloud.front_door.app import make_app
from localcloud.front_door.listener import client_session

EVIL, FRONTEND = "https://evil.example", "http://localhost:5173"
NOBODY = 65534
PAGES = ("/", "/login", "/local.json", "/mailbox", "/mailbox/messages", "/none.js")

Use = Callable[["TestClient[web.Request, web.Application]"], Awaitable[Any]]


async def gateway(request: web.Request) -> web.Response:
    return web.json_response({"secret": "of the stack"})


def through_the_door(use: Use) -> Any:  # noqa: ANN401
    async def exchange() -> Any:  # noqa: ANN401
        emulator = web.Application()
        emulator.router.add_route("*", "/{path:.*}", gateway)
        async with TestServer(emulator) as server, client_session() as session:
            door = make_app(session, f"http://127.0.0.1:{server.port}", "abcd1234", [FRONTEND])
            async with TestClient(TestServer(door)) as client:
                return await use(client)

    return asyncio.run(exchange())


def status_of(method: str, path: str, headers: dict[str, str]) -> int:
    async def use(client: "TestClient[web.Request, web.Application]") -> int:
        named = {name: value.replace("PORT", str(client.port)) for name, value in headers.items()}
        return (await client.request(method, path, headers=named)).status

    status: int = through_the_door(use)
    return status


@pytest.mark.parametrize(
    "path", ["/", "/login", "/local.json", "/mailbox", "/mailbox/messages", "/api/v1/health"]
)
@pytest.mark.parametrize(
    "host",
    [
        "rebound.example:PORT",
        "rebound.example",
        "localhost",
        "localhost.:PORT",
        "localhost:1",
        "localhost.rebound.example:PORT",
        "127.0.0.1.rebound.example:PORT",
        "127.1:PORT",
        "0.0.0.0:PORT",
        "[::]:PORT",
        "a@localhost:PORT",
        "localhost:PORT@a",
        "localhost:PORT,a",
    ],
)
def test_another_host_name_is_rejected(host: str, path: str) -> None:
    assert status_of("GET", path, {"Host": host}) == 421


@pytest.mark.parametrize("host", ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LOCALHOST:PORT"])
def test_its_own_host_names_are_accepted(host: str) -> None:
    assert status_of("GET", "/mailbox/messages", {"Host": host}) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": FRONTEND},
        {"Origin": "null"},
        {"Origin": "https://localhost:PORT"},
        {"Origin": "localhost:PORT"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/login", "/assets/index-1234.js", "/local.json", "/mailbox", "/mailbox/messages"]
)
def test_only_the_front_doors_own_pages_read_it(headers: dict[str, str], path: str) -> None:
    assert status_of("GET", path, headers) == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
    ids=["curl", "typed", "its page", "a link"],
)
def test_only_the_user_who_started_the_platform_reads_the_mailbox(headers: dict[str, str]) -> None:
    assert status_of("GET", "/mailbox/messages", headers) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (EVIL, 403),
        ("null", 403),
        ("http://localhost:1", 403),
        (FRONTEND, 200),
        ("http://localhost:PORT", 200),
    ],
)
def test_only_pages_of_allowed_origins_can_change_data(method: str, origin: str, status: int) -> None:
    headers = {"Origin": origin, "Content-Type": "text/plain", "Sec-Fetch-Site": "cross-site"}

    assert status_of(method, "/api/v1/accounts", headers) == status


def test_the_front_doors_pages_cannot_be_framed_or_embedded() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return [(await client.get(path)).headers for path in PAGES]

    for headers in through_the_door(use):
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="only root on Linux can become another user"
)
@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("path", ["/", "/local.json", "/mailbox/messages", "/api/v1/health"])
def test_another_user_of_the_machine_is_rejected_and_not_logged(
    path: str, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> str:
        return await asyncio.to_thread(answer_to_nobody, address, client.port or 0, path)

    assert through_the_door(use).startswith("HTTP/1.1 403 ")
    assert capfd.readouterr() == ("", "")


def answer_to_nobody(address: str, port: int, path: str) -> str:
    code = (
        "import encodings.idna, os, socket\n"
        f"os.setgroups([]), os.setgid({NOBODY}), os.setuid({NOBODY})\n"
        f"connection = socket.create_connection(({address!r}, {port}))\n"
        f"connection.sendall(b'GET {path} HTTP/1.1\\r\\nHost: localhost:{port}\\r\\n\\r\\n')\n"
        "print(connection.recv(1000).decode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout
