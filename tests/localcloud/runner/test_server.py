"""Any program of this machine can connect to the runner's port."""

import asyncio
import socket

import pytest
from yarl import URL

from localcloud.runner.server import RunnerServer


def answer_to(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        return connection.recv(100)


@pytest.mark.parametrize(
    ("request_", "status"),
    [(b"GET / HTTP/1.1\r\nno colon\x1b[2J\r\n\r\n", b"400"), (b"GET / HTTP/1.0\r\n\r\n", b"404")],
)
def test_a_request_without_the_secret_path_is_not_logged(
    request_: bytes, status: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    async def exchange() -> bytes:
        async with RunnerServer() as runner:
            return await asyncio.to_thread(answer_to, URL(runner.url).port or 0, request_)

    assert asyncio.run(exchange()).split()[1] == status
    assert capfd.readouterr() == ("", "")
