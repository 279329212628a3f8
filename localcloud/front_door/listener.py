"""The front door's port."""

import errno
import socket
from types import TracebackType
from typing import Any

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, web

from localcloud.errors import LocalCloudError
from localcloud.front_door.app import make_app

__all__ = ["FrontDoor", "claim", "client_session"]

GATEWAY_SECONDS = 35  # API Gateway's own limit is 30
KEEP_ALIVE_SECONDS = 3  # less than the emulator's 5, which closes what idles longer


def claim(port: int) -> socket.socket:
    """Takes the port of 127.0.0.1 before anything else starts, without answering on it yet."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except OSError as error:
        door.close()
        raise LocalCloudError(_why_not(port, error)) from error
    return door


def client_session() -> ClientSession:
    """The session that passes requests on: no cookies of its own, no limit, no decoding."""
    return ClientSession(
        auto_decompress=False,
        connector=TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=GATEWAY_SECONDS),
    )


class FrontDoor:
    """Answers on a claimed port while it is entered."""

    def __init__(self, door: socket.socket, session: ClientSession, outputs: dict[str, Any]) -> None:
        application = make_app(session, outputs["emulator_url"], outputs["api_id"])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1, auto_decompress=False)
        self._door = door

    async def __aenter__(self) -> "FrontDoor":
        await self._runner.setup()
        try:
            await web.SockSite(self._runner, self._door).start()
        except OSError as error:  # two that started at once could both claim the port
            await self._runner.cleanup()
            raise LocalCloudError(_why_not(self._door.getsockname()[1], error)) from error
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
