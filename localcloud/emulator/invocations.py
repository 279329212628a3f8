"""Sends invocations to the runner on connections that stay open. MiniStack opens one for each."""

import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from types import SimpleNamespace
from typing import Any
from urllib.request import Request

from localcloud.emulator.ministack import require

__all__ = ["Connections", "keep_connections"]

# Less than the runner's, which closes later: an event that is lost with its connection must not be sent again.
IDLE_SECONDS = 10


def keep_connections(lambda_service: Any, connections: "Connections") -> None:  # noqa: ANN401  a module
    """Replaces what MiniStack opens URLs with. Raises LocalCloudError if it does not have it."""
    require(lambda_service, ("_execute_function_proxy", "urllib"))
    request = SimpleNamespace(Request=Request, urlopen=connections.open)
    lambda_service.urllib = SimpleNamespace(request=request, error=urllib.error)


class Connections:
    """Connections of all threads; those that are not in use stay open."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._idle: list[tuple[float, HTTPConnection]] = []

    @contextmanager
    def open(self, request: Request, timeout: float) -> Iterator[HTTPResponse]:
        """Sends a request of any status. The caller reads the whole response."""
        connection = self._connection(request.host, timeout)
        try:
            connection.request(request.get_method(), request.selector, request.data, request.headers)
            response = connection.getresponse()
            yield response
        except BaseException:
            connection.close()
            raise
        if response.isclosed() and not response.will_close:
            self._idle.append((self._clock(), connection))
        else:
            connection.close()

    def close(self) -> None:
        while self._idle:
            self._idle.pop()[1].close()

    def _connection(self, host: str, timeout: float) -> HTTPConnection:
        """Returns the connection that was used last, or a new one."""
        while self._idle:
            used, connection = self._idle.pop()
            if connection.sock and self._clock() - used < IDLE_SECONDS:
                connection.sock.settimeout(timeout)
                return connection
            connection.close()
        return HTTPConnection(host, timeout=timeout)
