"""Invalid requests through the front door: the answer says what to fix, and is never a 500."""

import socket
from typing import Any

import pytest
import requests

from tests.platform.api import LaptopApi, Somebody
from tests.platform.running import RunningPlatform

LONG = "x" * 281


def assert_problem(answer: requests.Response, *statuses: int) -> None:
    assert answer.status_code in statuses, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert {"type", "title", "status", "detail", "code"} <= set(problem)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t", "\u200b\u2060", LONG, "💧" * 281, "a\x00b", None, 7, ["x"], {}],
    ids=[
        "empty",
        "blank",
        "newline",
        "invisible",
        "long",
        "long-emoji",
        "nul",
        "null",
        "int",
        "list",
        "object",
    ],
)
def test_an_invalid_text_is_rejected(api: LaptopApi, ada: Somebody, text: Any) -> None:  # noqa: ANN401
    assert_problem(api.call("POST", "/dwipps", {"text": text}, token=ada.access), 422)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Content-Encoding": "aws-chunked"}, 415, "encoded"),
        ({"X-Amz-Decoded-Content-Length": "13"}, 400, "invalid_json"),
        ({"X-Amz-Content-Sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, 400, "invalid_json"),
    ],
    ids=lambda it: next(iter(it)) if isinstance(it, dict) else None,
)
def test_a_framed_body_reaches_the_function_as_it_was_sent(
    api: LaptopApi, ada: Somebody, headers: dict[str, str], status: int, code: str
) -> None:
    """On AWS only Amazon S3 takes this framing off."""
    framed = b'd\r\n{"text": "x"}\r\n0\r\n\r\n'
    headers = {**headers, "Content-Type": "application/json"}

    answer = api.call("POST", "/dwipps", token=ada.access, data=framed, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_body_that_is_not_utf_8_is_refused(api: LaptopApi, ada: Somebody) -> None:
    answer = api.call(
        "POST",
        "/dwipps",
        token=ada.access,
        data=b'{"text":"x\xf0\x9f\x92"}',
        headers={"Content-Type": "application/json"},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_json")


@pytest.mark.parametrize("text", ["x" * 280, "💧" * 280, "  padded  ", "e\u0301"])
def test_a_text_of_up_to_280_characters_is_trimmed_and_normalised(
    api: LaptopApi, ada: Somebody, text: str
) -> None:
    answer = api.call("POST", "/dwipps", {"text": text}, token=ada.access)

    assert answer.status_code == 201
    assert answer.json()["text"] == text.strip().replace("e\u0301", "\u00e9")


@pytest.mark.parametrize(
    ("body", "content_type", "statuses"),
    [
        (b'{"text": ', "application/json", (400,)),
        (b"", "application/json", (400, 422)),
        (b"\xff\xfe", "application/json", (400,)),
        (b"[" * 20_000, "application/json", (400,)),
        (b'"text"', "application/json", (422,)),
        (b'{"text": "\\ud800"}', "application/json", (422,)),
        (b'{"text": "x", "colour": "blue"}', "application/json", (422,)),
        (b'{"text": "x"}', "text/plain", (415,)),
        (b"text=x", "application/x-www-form-urlencoded", (415,)),
    ],
    ids=["cut", "empty", "not-utf-8", "deep", "no-object", "surrogate", "unknown-field", "plain", "form"],
)
def test_an_invalid_body_is_rejected(
    api: LaptopApi, ada: Somebody, body: bytes, content_type: str, statuses: tuple[int, ...]
) -> None:
    headers = {"Content-Type": content_type}

    assert_problem(api.call("POST", "/dwipps", token=ada.access, headers=headers, data=body), *statuses)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "x"])
def test_a_compressed_body_is_rejected_and_not_unpacked(api: LaptopApi, ada: Somebody, encoding: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}

    assert_problem(api.call("POST", "/dwipps", token=ada.access, headers=headers, data=b"\x1f\x8b\x00"), 415)


def test_a_body_in_broken_chunks_is_refused(platform: RunningPlatform) -> None:
    head = b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", platform.port), timeout=60) as connection:
        connection.sendall(head + b"zz\r\n")

        assert connection.recv(100).split(b"\r\n")[0].endswith(b" 400 Bad Request")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "1e3", "9" * 400])
def test_a_limit_out_of_range_is_refused(api: LaptopApi, ada: Somebody, limit: str) -> None:
    assert_problem(api.call("GET", "/dwipps", token=ada.access, params={"limit": limit}), 422)


def test_a_tampered_or_foreign_cursor_is_refused(api: LaptopApi, ada: Somebody) -> None:
    for number in range(2):
        api.call("POST", "/dwipps", {"text": f"Thought {number}"}, token=ada.access)
    cursor = api.call("GET", "/dwipps", token=ada.access, params={"limit": 1}).json()["next_cursor"]
    eve = api.somebody()

    for path, token, tried in (
        ("/dwipps", ada.access, cursor[:-1]),
        ("/dwipps", ada.access, "x" + cursor),
        ("/dwipps", ada.access, "garbage"),
        ("/dwipps", ada.access, ""),
        ("/me/dwipps", ada.access, cursor),
        ("/dwipps", eve.access, cursor),
    ):
        assert_problem(api.call("GET", path, token=token, params={"cursor": tried}), 422)


def test_paging_shows_each_of_my_dwipps_once_newest_first(api: LaptopApi, ada: Somebody) -> None:
    written = [
        api.call("POST", "/dwipps", {"text": f"Thought {number}"}, token=ada.access).json()["id"]
        for number in range(7)
    ]

    assert api.paged_ids("/me/dwipps", ada, limit=3) == written[::-1]


@pytest.mark.parametrize("dwipp", ["0190a0a0-0000-7000-8000-000000000000", "x", "%00", "%ff", "💧"])
def test_a_missing_dwipp_is_answered_with_404(api: LaptopApi, ada: Somebody, dwipp: str) -> None:
    assert_problem(api.call("GET", f"/dwipps/{dwipp}", token=ada.access), 404, 422)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nowhere"), ("DELETE", "/health"), ("GET", "/docs/..%2F..%2Fetc"), ("GET", "/dwipps/..%2Fme")],
)
def test_a_path_that_the_contract_lacks_is_answered_with_404(api: LaptopApi, method: str, path: str) -> None:
    assert api.call(method, path).status_code == 404


@pytest.mark.parametrize(
    "email", ["", "x", "@", "a@", "@b", "a b@c.de", "a@b@c.de", "a\n@b.de", "x" * 300 + "@b.de", None, 7]
)
def test_an_invalid_email_is_rejected(api: LaptopApi, email: Any) -> None:  # noqa: ANN401
    assert_problem(api.call("POST", "/accounts", {"email": email}), 422)


@pytest.mark.parametrize(
    "password", ["", "Ab1", "alllowercase1", "ALLUPPERCASE1", "NoDigitsHere", "A1b" * 100, "Two words 9"]
)
def test_a_weak_password_is_rejected_and_not_repeated(api: LaptopApi, password: str) -> None:
    code = {"email": "weak@example.org", "code": "000000"}

    answer = api.call("POST", "/accounts/confirm", {**code, "password": password})

    assert_problem(answer, 422)
    assert not password or password not in answer.text


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?X-Amz-Credential=000000000001/20260101/eu-west-1/s3/aws4_request", {}),
        ("?AWSAccessKeyId=000000000001", {}),
        ("?Action=ListUsers&Version=2010-05-08", {}),
        ("", {"Authorization": "AWS 000000000001:x"}),
        (
            "",
            {"Authorization": "AWS4-HMAC-SHA256 Credential=000000000001/20260101/us-east-1/s3/aws4_request"},
        ),
        ("", {"X-Amz-Target": "DynamoDB_20120810.ListTables", "X-Amz-Security-Token": "x"}),
        ("", {"X-Forwarded-Host": "bucket.s3.localhost", "X-Amz-Account-Id": "000000000001"}),
    ],
)
def test_credentials_in_a_request_select_no_account(
    api: LaptopApi, query: str, headers: dict[str, str]
) -> None:
    assert api.call("GET", f"/health{query}", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "AWS a:x"}])
@pytest.mark.parametrize("path", ["/api/@connections/x", "/api/v1/@connections/x"])
def test_the_connections_path_does_not_exist(
    platform: RunningPlatform, path: str, headers: dict[str, str]
) -> None:
    answer = requests.get(platform.outputs["api_url"] + path, headers=headers, timeout=60)

    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})
