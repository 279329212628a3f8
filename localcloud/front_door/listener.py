"""The front door's port."""

import asyncio
import errno
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import Any
from weakref import WeakSet

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from localcloud.errors import LocalCloudError
from localcloud.front_door.app import make_app
from localcloud.http_server import SECONDS_TO_SEND, server
from localcloud.listening import MOST_CONNECTIONS, listening

__all__ = ["GATEWAY_SECONDS", "FrontDoor", "claim", "client_session", "require_free"]

GATEWAY_SECONDS = 35  # API Gateway's own limit is 30
KEEP_ALIVE_SECONDS = 3  # less than the emulator's 5, after which it closes idle connections


@contextmanager
def claim(port: int) -> Iterator[list[socket.socket]]:
    """Listens on the port before anything else starts. Clients that connect wait for the front door.

    Listens on 127.0.0.1 and on ::1. Browsers try both for `localhost`, so another user who listened on one of them
    could pretend to be Dwipper. Raises LocalCloudError if the port is not available.
    """
    with ExitStack() as doors:
        try:
            listeners = [doors.enter_context(listening(port, host, family)) for family, host in _loopbacks()]
        except OSError as error:
            raise LocalCloudError(_why_not(port, error)) from error
        yield listeners


def _loopbacks() -> Iterator[tuple[socket.AddressFamily, str]]:
    yield socket.AF_INET, "127.0.0.1"
    if socket.has_ipv6:
        with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
            yield socket.AF_INET6, "::1"


def require_free(debug_port: int) -> None:
    """Raises LocalCloudError if something listens on this port of 127.0.0.1 already."""
    try:
        socket.create_server(("127.0.0.1", debug_port)).close()
    except OSError as error:
        raise LocalCloudError(
            f"port {debug_port} cannot be used for debugging ({error.strerror}): stop the program that uses it, or"
            f" set another one with `make run DEBUG={debug_port + 1}` and in .vscode/launch.json"
        ) from error


def client_session(seconds: float = GATEWAY_SECONDS) -> ClientSession:
    """Returns the session that forwards requests: no cookies of its own, no connection limit, no decoding."""
    return ClientSession(
        auto_decompress=False,
        connector=TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=seconds),
    )


class FrontDoor:
    """Serves on a claimed port while entered. Pages of these other origins may use the API."""

    def __init__(
        self,
        doors: Sequence[socket.socket],
        session: ClientSession,
        outputs: dict[str, Any],
        origins: Iterable[str] = (),
        seconds_to_send: float = SECONDS_TO_SEND,
    ) -> None:
        self._known: WeakSet[object] = WeakSet()
        application = make_app(
            session, outputs["emulator_url"], outputs["api_id"], origins, seconds_to_send, self._known
        )
        self._runner = server(application, "front door", seconds_to_send)
        self._doors = doors
        self._servers: list[asyncio.Server] = []

    async def __aenter__(self) -> "FrontDoor":
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        self._servers = [await loop.create_server(self._accept, sock=door) for door in self._doors]
        return self

    def _accept(self) -> asyncio.Protocol:
        """Returns the protocol of a new connection."""
        assert self._runner.server  # noqa: S101
        asyncio.get_running_loop().call_soon(self._keep_to_most)
        return self._runner.server()

    def _keep_to_most(self) -> None:
        """Closes old connections if there are too many, first those that have sent no request."""
        there = (
            [one for one in self._runner.server.connections if one.transport] if self._runner.server else []
        )
        closed = max(0, len(there) - MOST_CONNECTIONS)
        for one in sorted(there, key=lambda one: one.transport in self._known)[:closed]:
            one.force_close()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._servers:
            one.close()
        await self._runner.cleanup()


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: stop the program that uses it, or run `make run PORT={port + 1}`"
    return f"port {port} cannot be used ({error.strerror}): set another one, for example `make run PORT=8001`"
