"""Invocations share connections, and lose no event to one that the runner has closed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.request import Request

import pytest

from localcloud.emulator.invocations import IDLE_SECONDS, Connections, keep_connections


class NumberedConnections(BaseHTTPRequestHandler):
    """Answers the number of the connection; fails if it is asked to."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        ports: list[int] = self.server.__dict__.setdefault("ports", [])
        if self.client_address[1] not in ports:
            ports.append(self.client_address[1])
        answer = f"connection {ports.index(self.client_address[1])}".encode()
        self.send_response(500 if body == b"fail" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None: ...


class Platform:
    """What MiniStack's module calls, with a clock that the test sets."""

    def __init__(self, url: str) -> None:
        self.now = 0.0
        self._url = url
        self._module: Any = SimpleNamespace(_execute_function_proxy=None, urllib=None)
        self.connections = Connections(lambda: self.now)
        keep_connections(self._module, self.connections)

    def invoke(self, event: bytes = b"{}") -> tuple[int, str]:
        request = Request(self._url, event, method="POST")
        with self._module.urllib.request.urlopen(request, timeout=60) as response:
            return response.getcode(), response.read().decode()


@pytest.fixture
def platform() -> Iterator[Platform]:
    with ThreadingHTTPServer(("127.0.0.1", 0), NumberedConnections) as runner:
        runner.daemon_threads = True
        threading.Thread(target=runner.serve_forever, daemon=True).start()
        platform = Platform(f"http://127.0.0.1:{runner.server_port}/secret/")
        yield platform
        platform.connections.close()
        runner.shutdown()


def test_the_next_invocation_has_the_connection_of_the_one_before(platform: Platform) -> None:
    assert [platform.invoke() for _ in range(3)] == [(200, "connection 0")] * 3


def test_a_failed_invocation_returns_its_status(platform: Platform) -> None:
    assert platform.invoke(b"fail") == (500, "connection 0")


def test_a_connection_that_rested_is_not_used_again(platform: Platform) -> None:
    platform.invoke()
    platform.now += IDLE_SECONDS

    assert platform.invoke() == (200, "connection 1")
