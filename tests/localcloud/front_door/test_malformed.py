"""Requests that no browser sends: each has its status, and one line in the terminal at most."""

import asyncio
import re
import socket

import pytest

from localcloud.front_door.listener import FrontDoor, claim, client_session

OUTPUTS = {"emulator_url": "http://127.0.0.1:1", "api_id": "abcd1234"}
POST = "POST /api/v1/sessions HTTP/1.1\r\nHost: HERE\r\n"
GET = "GET /mailbox HTTP/1.1\r\nHost: HERE\r\n"


def answer_to(request: str) -> str:
    async def exchange() -> str:
        with claim(0) as doors:
            async with client_session() as session, FrontDoor(doors, session, OUTPUTS):
                return await asyncio.to_thread(sent, request, doors[0].getsockname()[1])

    return asyncio.run(exchange())


def sent(request: str, port: int) -> str:
    """All that is answered until the other side closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
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
        ("TRACE /mailbox HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n", 405),
        (POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", 400),
        (POST + "Content-Length: 2, 2\r\n\r\n{}", 400),
        (POST + "Content-Length: +2\r\n\r\n{}", 400),
        (POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET + "\r\n", 400),
        (POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        (POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
        (POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", 400),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "\0" * 100, 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0" * 9, 400),
    ],
)
def test_a_malformed_request_is_rejected_and_logged_in_one_line(
    request_: str, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = answer_to(request_)

    assert answer.split()[1] == str(status)
    assert len(re.findall("^HTTP/", answer, re.MULTILINE)) == 1, (
        "what follows a refused request is no request"
    )
    told = capfd.readouterr().err
    assert "Traceback" not in told
    assert len(told.splitlines()) <= 1


def test_a_malformed_header_is_not_shown_in_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    answer_to(GET + "Authorization: Bearer\r\n secret-of-a-login\r\n\r\n")

    assert "secret-of-a-login" not in capfd.readouterr().err
