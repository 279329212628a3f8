"""The base of the tests' small HTTP servers, each on a free port of 127.0.0.1."""

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

__all__ = ["Exchange", "LocalServer"]


class Exchange(BaseHTTPRequestHandler):
    """One request, whose body is JSON, and its answer."""

    def body(self) -> Any:  # noqa: ANN401  any JSON
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, status: int, content: Any, headers: Mapping[str, str] | None = None) -> None:  # noqa: ANN401
        """Responds with JSON. Headers may set another content type."""
        sent = {"Content-Type": "application/json", **(headers or {})}
        self.answer_bytes(status, json.dumps(content).encode(), sent)

    def answer_bytes(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401  as in the base class
        """Logs nothing."""


class LocalServer(ThreadingHTTPServer):
    """Serves while it is entered."""

    def __init__(self, exchange: type[Exchange]) -> None:
        super().__init__(("127.0.0.1", 0), exchange)
        self.address = f"127.0.0.1:{self.server_port}"
        self.url = f"http://{self.address}"

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()
