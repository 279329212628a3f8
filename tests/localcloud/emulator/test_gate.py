"""The emulator answers only requests with the secret at the begin of the URL's path."""

import asyncio
import json
import socket
from contextlib import ExitStack, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from localcloud.emulator.gate import Gate
from localcloud.emulator.mailbox import Mailbox
from localcloud.listening import MOST_CONNECTIONS
from tests.localcloud.emulator_process import Emulator

# A page of any origin can send this without a preflight.
BROWSER = {"Content-Type": "text/plain", "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
ROOT = (
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
    "&X-Amz-Credential=test%2F20260101%2Feu-west-1%2Flambda%2Faws4_request"
)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", f"/2015-03-31/functions?{ROOT}"),
        ("POST", "/_ministack/reset"),
        ("GET", "/_ministack/health"),
        ("GET", "/_dwipper/mailbox"),
        ("GET", "/"),
        ("OPTIONS", "/2015-03-31/functions"),
        ("GET", "//_dwipper/mailbox"),
        ("GET", "/wrong/../_dwipper/mailbox"),
    ],
)
def test_a_request_without_the_secret_is_refused(emulator: Emulator, method: str, path: str) -> None:
    answer = requests.request(method, emulator.origin + path, headers=BROWSER, data="{}", timeout=60)

    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("change", [lambda url: url[:-1], lambda url: url + "x", str.upper])
def test_an_almost_correct_secret_is_rejected(emulator: Emulator, change: "type[str]") -> None:
    scheme, place, path, *_ = urlsplit(emulator.url)

    assert requests.get(f"{scheme}://{place}{change(path)}", timeout=60).status_code == 403


def test_an_api_is_called_only_with_the_secret(emulator: Emulator) -> None:
    headers = {"Host": "abcd1234.execute-api.localhost"}

    assert requests.get(emulator.origin + "/api/v1/health", headers=headers, timeout=60).status_code == 403
    assert requests.get(emulator.url + "/api/v1/health", headers=headers, timeout=60).status_code == 404


def test_idle_connections_keep_the_platform_from_nothing(emulator: Emulator) -> None:
    """The oldest ones without a request are closed; a stranger's is closed after each request."""
    place = urlsplit(emulator.url)
    with requests.Session() as platform, ExitStack() as stack:
        assert platform.get(emulator.url + "/_ministack/health", timeout=60).status_code == 200
        oldest, *_ = [
            stack.enter_context(socket.create_connection(("127.0.0.1", place.port or 0), timeout=60))
            for _ in range(MOST_CONNECTIONS + 20)
        ]

        with suppress(ConnectionResetError):
            assert oldest.recv(1) == b""
        assert platform.get(emulator.url + "/_ministack/health", timeout=60).status_code == 200
        assert platform.get(emulator.origin, timeout=60).headers["Connection"] == "close"


def test_another_version_of_http_is_refused(emulator: Emulator) -> None:
    place = urlsplit(emulator.url)
    with socket.create_connection(("127.0.0.1", place.port or 0), timeout=60) as connection:
        connection.sendall(f"GET {place.path}/_ministack/health HTTP/2.0\r\nHost: localhost\r\n\r\n".encode())

        assert connection.recv(100).startswith(b"HTTP/1.1 505 ")


def test_no_websocket_opens(emulator: Emulator) -> None:
    place = urlsplit(emulator.url)
    asked = (
        f"GET {place.path}/ HTTP/1.1\r\nHost: a.execute-api.localhost\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", place.port or 0), timeout=60) as connection:
        connection.sendall(asked.encode())

        assert connection.recv(100).startswith(b"HTTP/1.1 404 "), (
            "as a request without an upgrade: no such API"
        )


def test_a_signature_is_checked_over_the_path_that_was_signed(emulator: Emulator) -> None:
    iam = emulator.client("iam")
    anybody = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}],
        }
    )
    arn = iam.create_role(RoleName="signer", AssumeRolePolicyDocument=anybody)["Role"]["Arn"]
    credentials = emulator.client("sts").assume_role(RoleArn=arn, RoleSessionName="somebody")["Credentials"]
    signed = emulator.client(
        "sts", credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"]
    )

    assert signed.get_caller_identity()["Arn"].endswith("signer/somebody")
    forged = emulator.client("sts", credentials["AccessKeyId"], "another", credentials["SessionToken"])
    with pytest.raises(Exception, match="SignatureDoesNotMatch"):
        forged.get_caller_identity()


def test_a_response_has_the_headers_that_aws_sends_each_once(emulator: Emulator) -> None:
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html"""
    headers = emulator.client("dynamodb").list_tables()["ResponseMetadata"]["HTTPHeaders"]

    assert set(headers) == {"content-length", "content-type", "date", "x-amz-crc32", "x-amzn-requestid"}
    assert headers["date"].count("GMT") == 1


async def nothing(*_: object) -> None: ...


def gate_of(app: Any) -> Gate:  # noqa: ANN401  any callable
    async def unneeded() -> str:
        return ""

    return Gate(app, nothing, Mailbox(), "secret", unneeded)


async def call(gate: Gate, target: bytes = b"") -> None:
    headers = [(b"x-amz-target", target)]
    scope = {"type": "http", "path": "/secret/", "http_version": "1.1", "headers": headers}
    await gate(scope, nothing, nothing)  # type: ignore[arg-type]


def test_a_call_that_arrives_during_the_begin_of_a_save_is_held_and_then_answered() -> None:
    async def save_during_a_call() -> list[str]:
        done = []

        async def app(*_: object) -> None:
            done.append("answered")

        gate = gate_of(app)
        async with gate.quiet():
            arrived = asyncio.create_task(call(gate))
            await asyncio.sleep(0)  # lets it arrive
            done.append("saved")
        await arrived
        return done

    assert asyncio.run(save_during_a_call()) == ["saved", "answered"]


@pytest.mark.parametrize(
    ("target", "changes"),
    [
        (b"DynamoDB_20120810.Query", False),
        (b"DynamoDB_20120810.TransactWriteItems", True),
        (b"AWSCognitoIdentityProviderService.GetUser", True),
        (b"", True),
    ],
)
def test_only_calls_that_may_change_the_state_are_a_reason_to_save_it(target: bytes, changes: bool) -> None:
    gate = gate_of(nothing)
    asyncio.run(call(gate, target))

    assert gate.changed is changes


def test_no_process_list_shows_the_secret(emulator: Emulator) -> None:
    secret = urlsplit(emulator.url).path.strip("/")
    with open(f"/proc/{emulator.process.pid}/cmdline") as arguments:
        assert secret not in arguments.read()
