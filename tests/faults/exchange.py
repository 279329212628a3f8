"""One request on the wire, and its possible outcomes."""

import json
import os
import select
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.faults.calls import WireCall, call_of

__all__ = ["Backend", "PendingRequest", "ExchangeHandler", "Reply", "refusal"]

PATIENCE_SECONDS = 30  # longer than any client of the app waits
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Reply:
    """AWS's answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/x-amz-json-1.0"})


Backend = Callable[[WireCall, Mapping[str, str], bytes], Reply]


def refusal(status: int, code: str, message: str = "because", **more: Any) -> Reply:  # noqa: ANN401  any JSON
    """Returns an error in the format of AWS's JSON protocols."""
    return Reply(status, json.dumps({"__type": f"aws#{code}", "message": message, **more}).encode())


class PendingRequest:
    """A request of the app that waits for its answer."""

    def __init__(
        self, handler: "ExchangeHandler", call: WireCall, body: bytes, backends: Mapping[str, Backend]
    ) -> None:
        self._handler = handler
        self._body = body
        self._backends = backends
        self.call = call

    def pass_on(self, body: bytes | None = None) -> Reply:
        """Forwards the request, or another one in its place, and returns the answer."""
        headers = {name: value for name, value in self._handler.headers.items() if name != "Content-Length"}
        return self._backends[self.call.service](self.call, headers, body or self._body)

    def answer(self, reply: Reply) -> None:
        self._begin_answer(reply)
        self._handler.wfile.write(reply.body)

    def answer_half(self, reply: Reply) -> None:
        self._begin_answer(reply)
        self._handler.wfile.write(reply.body[: len(reply.body) // 2])
        self._handler.wfile.flush()
        self.hang_up()

    def hang_up(self) -> None:
        """Resets the connection at once: the handler would close it properly."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._handler.close_connection = True
        os.close(self._handler.connection.detach())

    def keep_waiting(self) -> None:
        """Does not answer until the app gives up."""
        select.select([self._handler.connection], [], [], PATIENCE_SECONDS)
        self.hang_up()

    def _begin_answer(self, reply: Reply) -> None:
        self._handler.send_response_only(reply.status)
        for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()


class ExchangeHandler(BaseHTTPRequestHandler):
    """A connection of the app."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(
        self,
        *connection: Any,  # noqa: ANN401
        backends: Mapping[str, Backend],
        serve: Callable[[PendingRequest], None],
    ) -> None:
        """The base class serves the whole connection."""
        self._backends = backends
        self._serve = serve
        super().__init__(*connection)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._serve(PendingRequest(self, call_of(headers, body), body, self._backends))
