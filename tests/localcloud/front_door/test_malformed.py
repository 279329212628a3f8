"""Requests that no browser sends: each gets its status, and none is logged."""

import asyncio
import re
import socket
import struct
from contextlib import ExitStack

import pytest

from localcloud.front_door.listener import FrontDoor, claim, client_session
from localcloud.listening import MOST_CONNECTIONS, listening

OUTPUTS = {"emulator_url": "http://127.0.0.1:1", "api_id": "abcd1234"}
POST = "POST /api/v1/sessions HTTP/1.1\r\nHost: HERE\r\n"
GET = "GET /mailbox HTTP/1.1\r\nHost: HERE\r\n"


def answer_to(request: str, seconds_to_send: float = 30) -> str:
    async def exchange() -> str:
        with claim(0) as doors:
            async with (
                client_session() as session,
                FrontDoor(doors, session, OUTPUTS, seconds_to_send=seconds_to_send),
            ):
                return await asyncio.to_thread(sent, request, doors[0].getsockname()[1])

    return asyncio.run(exchange())


def sent(request: str, port: int) -> str:
    """Returns everything received until the other side closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request.replace("HERE", f"localhost:{port}").encode("latin-1"))
        answer = b""
        while received := connection.recv(65536):
            answer += received
    return answer.decode("latin-1")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (GET + "a b: c\r\n\r\n", 400),
        (GET + "no colon\r\n\r\n", 400),
        (GET + "X: a\0b\r\n\r\n", 400),
        (GET + "X: a\r\n folded\r\n\r\n", 400),
        (GET + f"X: {'a' * 70_000}\r\n\r\n", 400),
        (GET + "X: a\r\n" * 5_000 + "\r\n", 400),
        ("GET /" + "a" * 70_000 + " HTTP/1.1\r\nHost: HERE\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\nHost: HERE\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.0\r\n\r\n", 400),
        (GET + "Host: HERE\r\n\r\n", 400),
        ("G\xffT / HTTP/1.1\r\nHost: HERE\r\n\r\n", 400),
        ("GET /\0 HTTP/1.1\r\nHost: HERE\r\n\r\n", 400),
        ("GET http://[::1/ HTTP/1.1\r\nHost: HERE\r\n\r\n", 400),
        ("GET http://rebound.example/mailbox HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n", 421),
        ("CONNECT rebound.example:80 HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n", 421),
        ("TRACE /mailbox HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n", 403),
        (POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", 400),
        (POST + "Content-Length: 2, 2\r\n\r\n{}", 400),
        (POST + "Content-Length: +2\r\n\r\n{}", 400),
        (POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET + "\r\n", 400),
        (POST + "Transfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 501),
        (POST + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        (POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
        (POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", 400),
        (GET + "Expect: \xff\xfe\r\nConnection: close\r\n\r\n", 417),
        (GET + "Expect: 100-continue, tea\r\nConnection: close\r\n\r\n", 417),
        (POST + "Expect: \xed\xa0\x80\r\nConnection: close\r\n\r\n", 417),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "\0" * 100, 400),
        ("GET / HTTP/2.0\r\nHost: HERE\r\n\r\n", 505),
        ("GET / HTTP/3.0\r\nHost: HERE\r\n\r\n", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0" * 9, 400),
    ],
)
def test_a_malformed_request_is_rejected_and_not_logged(
    request_: str, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = answer_to(request_)

    assert answer.split()[1] == str(status)
    assert len(re.findall("^HTTP/", answer, re.MULTILINE)) == 1, (
        "the text after a refused request is not a request"
    )
    assert capfd.readouterr().err == ""


def test_mails_are_unavailable_while_the_emulator_does_not_answer(capfd: pytest.CaptureFixture[str]) -> None:
    request = "GET /mailbox/messages HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n"

    assert answer_to(request).startswith("HTTP/1.1 503 ")
    assert capfd.readouterr().err == ""


def test_a_stranger_is_not_asked_for_a_body() -> None:
    request = POST.replace("HERE", "rebound.example") + "Expect: 100-continue\r\nConnection: close\r\n\r\n"

    assert answer_to(request).startswith("HTTP/1.1 421 ")


def test_an_aborted_upload_is_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    def leave(port: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            upload = POST + "Content-Length: 9000000\r\nExpect: 100-continue\r\n\r\n"
            for request in (GET + "\r\n", upload):  # the first one shows whose connection it is
                connection.sendall(request.replace("HERE", f"localhost:{port}").encode())
                while (
                    b"</html>" not in (received := connection.recv(65536)) and b"100 Continue" not in received
                ):
                    assert received

    async def exchange() -> None:
        with claim(0) as doors:
            async with client_session() as session, FrontDoor(doors, session, OUTPUTS):
                port = doors[0].getsockname()[1]
                for _ in range(3):
                    await asyncio.to_thread(leave, port)
                await asyncio.to_thread(sent, GET + "Connection: close\r\n\r\n", port)

    asyncio.run(exchange())

    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("begun", ["", "GET /mail", GET, GET + "X: a\r\n"])
def test_a_connection_without_complete_headers_is_closed(begun: str) -> None:
    assert answer_to(begun, seconds_to_send=0.2) == ""


def test_idle_connections_keep_nobody_out() -> None:
    """The oldest ones without a request are closed, and a connection that has sent one stays."""

    def during_a_flood(port: int) -> list[bytes]:
        request = f"HEAD /mailbox HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode()
        with ExitStack() as stack:

            def connected() -> socket.socket:
                return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))

            def asked(connection: socket.socket) -> bytes:
                connection.sendall(request)
                return connection.recv(65536)[:12]

            used = connected()
            first = asked(used)
            oldest, *_ = [connected() for _ in range(MOST_CONNECTIONS + 20)]
            return [first, oldest.recv(1), asked(used), asked(connected())]

    async def exchange() -> list[bytes]:
        with claim(0) as doors:
            async with client_session() as session, FrontDoor(doors, session, OUTPUTS):
                return await asyncio.to_thread(during_a_flood, doors[0].getsockname()[1])

    answered = b"HTTP/1.1 200"
    assert asyncio.run(exchange()) == [answered, b"", answered, answered]


def test_an_incomplete_body_is_rejected_with_408() -> None:
    answer = answer_to(POST + 'Content-Length: 9\r\n\r\n{"a', seconds_to_send=0.2)

    assert answer.split()[1] == "408"
    assert answer.endswith('{"message": "Request Timeout"}')


def test_an_early_connection_waits_for_the_platform_and_nobody_else_can_listen() -> None:
    async def exchange() -> str:
        with claim(0) as doors:
            port = doors[0].getsockname()[1]
            early = asyncio.create_task(asyncio.to_thread(sent, GET + "Connection: close\r\n\r\n", port))
            for door in doors:
                host, taken = door.getsockname()[:2]
                with pytest.raises(OSError, match="in use"):
                    listening(taken, host, door.family)
            async with client_session() as session, FrontDoor(doors, session, OUTPUTS):
                return await early

    assert asyncio.run(exchange()).startswith("HTTP/1.1 200 ")
