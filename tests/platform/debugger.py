"""A debugger that attaches as editors do, by the Debug Adapter Protocol.

https://microsoft.github.io/debug-adapter-protocol/overview
"""

import json
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["Debugger"]

SECONDS = 60


class Debugger:
    """Attached to a port of this machine while it is entered, with the arguments of an editor's `attach`."""

    def __init__(
        self, port: int, arguments: dict[str, Any], breakpoints: dict[Path, int] | None = None
    ) -> None:
        self._port, self._arguments, self._breakpoints = port, arguments, breakpoints or {}
        self._sent = 0

    def __enter__(self) -> Self:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=SECONDS)
        self._received = self._socket.makefile("rb")
        self._ask(
            "initialize", adapterID="debugpy", pathFormat="path", linesStartAt1=True, columnsStartAt1=True
        )
        self._send("attach", self._arguments)
        self._until("event", "initialized")
        for file, line in self._breakpoints.items():
            self._ask("setBreakpoints", source={"path": str(file)}, breakpoints=[{"line": line}])
        self._ask("configurationDone")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, EOFError):  # what it has debugged may be gone
            self._ask("disconnect")
        self._received.close()
        self._socket.close()

    def stopped_in(self) -> str:
        """Waits until the code stops, and returns the name of the function that it stands in."""
        self._thread = self._until("event", "stopped")["body"]["threadId"]
        frames = self._ask("stackTrace", threadId=self._thread)["body"]["stackFrames"]
        self._frame = frames[0]
        return str(self._frame["name"])

    def value_of(self, expression: str) -> str:
        """Returns the value of an expression at the current line, as the editor shows it."""
        return str(self._ask("evaluate", expression=expression, frameId=self._frame["id"])["body"]["result"])

    def go_on(self) -> None:
        self._ask("continue", threadId=self._thread)

    def die(self) -> None:
        """Ends without a word."""
        self._socket.shutdown(socket.SHUT_RDWR)

    def _ask(self, command: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
        self._send(command, arguments)
        answer = self._until("command", command)
        assert answer["success"], answer
        return answer

    def _send(self, command: str, arguments: dict[str, Any]) -> None:
        self._sent += 1
        message = {"seq": self._sent, "type": "request", "command": command, "arguments": arguments}
        body = json.dumps(message).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def _until(self, kind: str, name: str) -> dict[str, Any]:
        """The next response to a command, or event, of this name."""
        while True:
            message = self._message()
            if message.get(kind) == name:
                return message

    def _message(self) -> dict[str, Any]:
        length = 0
        while header := self._received.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError
        message: dict[str, Any] = json.loads(self._received.read(length))
        return message
