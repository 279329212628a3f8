"""The front door's port."""

import errno
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import Any

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, web

from localcloud.errors import LocalCloudError
from localcloud.front_door.app import make_app
from localcloud.http_server import SECONDS_TO_SEND, server
from localcloud.listening import listening

__all__ = ["GATEWAY_SECONDS", "FrontDoor", "claim", "client_session", "require_free"]

GATEWAY_SECONDS = 35  # API Gateway's own limit is 30
KEEP_ALIVE_SECONDS = 3  # less than the emulator's 5, which closes what idles longer


@contextmanager
def claim(port: int) -> Iterator[list[socket.socket]]:
    """Listens on the port before anything else starts; who connects waits for the front door.

    It takes the port of 127.0.0.1 and of ::1: browsers try both for `localhost`, so another user who had one would
    be taken for Dwipper. Raises LocalCloudError where it cannot be had.
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
            f"port {debug_port} cannot be had for debugging ({error.strerror}): end what listens there, or take"
            f" another with `make run DEBUG={debug_port + 1}`, and in .vscode/launch.json"
        ) from error


def client_session(seconds: float = GATEWAY_SECONDS) -> ClientSession:
    """The session that passes requests on: no cookies of its own, no limit, no decoding."""
    return ClientSession(
        auto_decompress=False,
        connector=TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=seconds),
    )


class FrontDoor:
    """Answers on a claimed port while it is entered; pages of these other origins may use the API."""

    def __init__(
        self,
        doors: Sequence[socket.socket],
        session: ClientSession,
        outputs: dict[str, Any],
        origins: Iterable[str] = (),
        seconds_to_send: float = SECONDS_TO_SEND,
    ) -> None:
        application = make_app(session, outputs["emulator_url"], outputs["api_id"], origins, seconds_to_send)
        self._runner = server(application, "front door", seconds_to_send)
        self._doors = doors

    async def __aenter__(self) -> "FrontDoor":
        await self._runner.setup()
        for door in self._doors:
            await web.SockSite(self._runner, door).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use: end what listens there, or take another with `make run PORT={port + 1}`"
        )
    return f"port {port} cannot be had ({error.strerror}): take another, for example `make run PORT=8001`"
