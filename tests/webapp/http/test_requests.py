"""No client's request makes the function raise or log an error: each gets a 4xx."""

import base64
import json
from uuid import UUID

import pytest

from tests.operations import LISTS
from tests.webapp.events import LambdaAnswer, answer_to, call, make_claims, make_event
from webapp.accounts.storage import ProfileItem
from webapp.dwipps.idempotency import IdempotencyItem
from webapp.dwipps.storage import DwippItem

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

JSON = {"content-type": "application/json"}


def send(body: bytes | str, headers: dict[str, str] | None = None) -> LambdaAnswer:
    """Sends a create with these bytes as the body, which the gateway passes as base64 or as text."""
    event = make_event(
        method="POST", path="/dwipps", claims=make_claims(), headers={**JSON, **(headers or {})}
    )
    if isinstance(body, str):
        return answer_to({**event, "body": body})
    return answer_to({**event, "body": base64.b64encode(body).decode(), "isBase64Encoded": True})


@pytest.mark.parametrize(
    "content_type",
    [
        "x; a*=BOGUS''x",
        "x; a*=utf-16'en'%ff",
        "x; charset=\x00",
        "application/json; charset=no-such-charset",
        "application/json; charset=utf-16",
        "application/json; charset=idna",
        "application/json; charset=base64",
        "multipart/form-data; boundary=\ud800",
        "💧; a=💧",
        ";;;=",
        "",
    ],
    ids=ascii,
)
@pytest.mark.parametrize(
    ("path", "query"), [("/health", ""), ("/docs/docs.js", "x=%ff&limit=%"), ("/docs", "\ud800")]
)
def test_a_request_without_a_body_may_have_any_content_type(content_type: str, path: str, query: str) -> None:
    assert call("GET", path, as_=None, headers={"content-type": content_type}, query=query).status == 200


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    "content_type",
    [
        'application/json; profile="a,b"',
        "application/json; charset=utf-16",
        "application/json;a*=BOGUS''x",
        "Application/JSON ; charset=UTF-8",
    ],
)
def test_parameters_of_json_change_nothing(content_type: str) -> None:
    answer = call("POST", "/dwipps", {"text": "Wörter"}, headers={"content-type": content_type})

    assert (answer.status, answer.body["text"]) == (201, "Wörter")


def test_two_media_types_are_rejected() -> None:
    answer = call("POST", "/dwipps", {"text": "x"}, headers={"content-type": "text/plain,application/json"})

    assert (answer.status, answer.code) == (415, "not_json")


def test_a_header_with_an_underscore_is_not_taken_for_one_with_a_hyphen() -> None:
    answer = call(
        "POST", "/dwipps", {"text": "x"}, headers={"content-type": "x", "content_type": JSON["content-type"]}
    )

    assert answer.code == "not_json"


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("path", [one.path(str(UUID(int=1))) for one in LISTS])
def test_a_query_with_too_many_fields_is_rejected_with_400(path: str) -> None:
    answer = call("GET", path, query="&".join(f"a{number}=1" for number in range(1001)))

    assert (answer.status, answer.code) == (400, "unreadable")


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    "query", ["limit=%", "limit=%zz", "limit=%ff", "limit=💧", "limit=\ud800", "cursor=%ED%A0%80"]
)
def test_a_query_of_invalid_text_is_rejected_by_its_field(query: str) -> None:
    assert call("GET", "/dwipps", query=query).code in {"invalid_request", "invalid_cursor"}


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("path", [one.path(str(UUID(int=1))) for one in LISTS])
@pytest.mark.parametrize(
    "limit",
    [
        "1_0",
        "5.0",
        "%2B5",
        "+5",
        "%205",
        "5%20",
        "5%0A",
        "%D9%A5",
        "%EF%BC%95",
        "05",
        "5e0",
        "0x5",
        "",
        "--5",
    ],
)
def test_a_limit_that_only_python_reads_as_a_number_is_refused(path: str, limit: str) -> None:
    (error,) = call("GET", path, query=f"limit={limit}").body["errors"]

    assert (error["location"], error["code"]) == ("query.limit", "not_a_number")


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("limit", "code"),
    [("0", "too_small"), ("-1", "too_small"), ("101", "too_large"), ("9" * 5000, "not_a_number")],
)
def test_a_limit_out_of_its_range_is_refused(limit: str, code: str) -> None:
    assert call("GET", "/dwipps", query=f"limit={limit}").body["errors"][0]["code"] == code


@pytest.mark.parametrize(
    "encoding", ["gzip", "x-gzip", "aws-chunked", "deflate", "br", "zstd", "gzip, identity", "💧"]
)
def test_an_encoded_body_is_rejected_with_the_accepted_encodings(encoding: str) -> None:
    answer = send(b"\x1f\x8b\x08", {"content-encoding": encoding})

    assert (answer.status, answer.code, answer.headers["accept-encoding"]) == (415, "encoded", "identity")


@pytest.mark.usefixtures("aws")
def test_content_encoding_identity_is_accepted() -> None:
    assert send(b'{"text": "x"}', {"content-encoding": "Identity"}).status == 201


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "\xff\xfe"}',
        b'{"text": "\xed\xa0\x80"}',
        b"\xff\xfe",
        '{"text": "x"}'.encode("utf-16"),
        '{"text": "x"}'.encode("utf-16-le"),
        '{"text": "x"}'.encode("utf-32"),
        b'{"text": NaN}',
        b'{"text": -Infinity}',
        b'{"text": "x", "text": "y"}',
        b'{"text": "x", "\\u0074ext": "y"}',
        b"[" * 30_000,
        b'{"a":' * 10_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
        b'{"text": "a\nb"}',
        b"{'text': 'x'}",
        b"\x00",
    ],
    ids=lambda body: ascii(body[:24]),
)
def test_a_body_that_is_not_json_in_utf_8_is_rejected_with_400(body: bytes) -> None:
    answer = send(body)

    assert (answer.status, answer.code) == (400, "invalid_json")


@pytest.mark.usefixtures("aws")
def test_a_byte_order_mark_is_ignored() -> None:
    assert send(b'\xef\xbb\xbf{"text": "x"}').status == 201


@pytest.mark.parametrize("base64_body", ["x", "💧", "=", "eyJ0ZXh0IjogIngifQ=", "\ud800"], ids=ascii)
def test_a_body_of_invalid_base64_is_rejected_with_400(base64_body: str) -> None:
    event = make_event(method="POST", path="/dwipps", claims=make_claims(), headers=JSON)

    answer = answer_to({**event, "body": base64_body, "isBase64Encoded": True})

    assert (answer.status, answer.code) == (400, "unreadable")


NOT_UTF_8 = [b"\xff", b"\xff\xfe", b"\xf0\x9f\x92", b"\xe2\x28\xa1", b"\xed\xa0\x80", b"\xef\xbf\xbd"]
WRITTEN = [
    ("POST", "/dwipps", '{"text": "x%s"}'),
    ("POST", "/dwipps", '{"text": "x", "%s": 1}'),
    ("PATCH", "/me", '{"display_name": "Ada%s"}'),
    ("PUT", "/me/password", '{"current_password": "x", "new_password": "Aa1aaaaa%s"}'),
    ("POST", "/sessions", '{"email": "a@b.de", "password": "x%s"}'),
    ("POST", "/sessions", '{"email": "a%s@b.de", "password": "x"}'),
]


@pytest.mark.parametrize("in_base64", [False, True])
@pytest.mark.parametrize("sent", NOT_UTF_8, ids=repr)
@pytest.mark.parametrize(("method", "path", "body"), WRITTEN)
def test_bytes_that_are_not_utf_8_are_refused_as_text_and_as_base64(
    method: str, path: str, body: str, sent: bytes, in_base64: bool
) -> None:
    """The gateway replaces one or more of them by one U+FFFD of three bytes, so the length shows nothing."""
    as_bytes = body.encode() % sent
    event = make_event(method=method, path=path, claims=make_claims(), headers=JSON)
    received = {
        "body": base64.b64encode(as_bytes).decode() if in_base64 else as_bytes.decode(errors="replace"),
        "isBase64Encoded": in_base64,
    }
    event["headers"]["content-length"] = str(len(as_bytes))

    assert answer_to({**event, **received}).code == "invalid_json"


def test_an_encoded_body_that_the_gateway_repaired_is_rejected_for_its_encoding() -> None:
    assert send("\x1f\ufffd", {"content-encoding": "gzip", "content-length": "2"}).code == "encoded"


@pytest.mark.parametrize(
    "path", ["/users/%61bc/dwipps", "/users/a%2Fb/dwipps", "/users/%/dwipps", "/users/\ud800/dwipps"]
)
def test_a_path_is_read_as_the_gateway_has_decoded_it(path: str) -> None:
    answer = call("GET", path)

    assert (answer.status, answer.body["errors"][0]["location"]) == (422, "path.user_id")


@pytest.mark.parametrize(
    "path", ["/health;x", "/health?x", "/health#x", "/%68ealth", "/\x00", "//health", "/é", "/💧"]
)
def test_another_path_is_not_found(path: str) -> None:
    assert call("GET", path).code == "not_found"


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    "cookie", ["a=💧", "=", ";", "\ud800", "x" * 9000, "csrftoken=\u0100"], ids=lambda it: ascii(it[:9])
)
def test_cookies_of_any_kind_change_nothing(cookie: str) -> None:
    event = make_event(
        method="POST", path="/dwipps", body='{"text": "x"}', claims=make_claims(), headers=JSON
    )

    assert answer_to({**event, "cookies": [cookie]}).status == 201
    assert answer_to({**event, "headers": {**event["headers"], "cookie": cookie}}).status == 201


def test_a_request_without_a_body_may_have_null_for_it() -> None:
    assert answer_to({**make_event(), "body": None}).status == 200


LONE = [
    ("POST", "/dwipps", '{"text": "x \\ud800"}', "body.text"),
    ("POST", "/dwipps", '{"text": "\\udc00\\ud800"}', "body.text"),
    ("POST", "/dwipps", '{"text": "x", "\\ud800": 1}', "body.\ufffd"),
    ("POST", "/dwipps", '{"text": "x", "y": [{"z": "\\uDFFF"}]}', "body.y.0.z"),
    ("POST", "/dwipps", '"\\ud800"', "body"),
    ("PATCH", "/me", '{"display_name": "Ada\\ud800"}', "body.display_name"),
    (
        "PUT",
        "/me/password",
        '{"current_password": "x", "new_password": "Ab1cdefg\\ud800"}',
        "body.new_password",
    ),
    (
        "PUT",
        "/me/password",
        '{"current_password": "\\ud800", "new_password": "Ab1cdefg"}',
        "body.current_password",
    ),
    ("POST", "/sessions", '{"email": "a@b.de", "password": "\\ud800"}', "body.password"),
    ("POST", "/sessions", '{"email": "\\ud800@b.de", "password": "x"}', "body.email"),
    ("POST", "/sessions/refresh", '{"refresh_token": "\\ud800"}', "body.refresh_token"),
    ("POST", "/dwipps", '{"text": "x \\ufffd"}', "body.text"),
    ("POST", "/dwipps", '{"text": "x", "\\uFFFD": 1}', "body.\ufffd"),
    ("PATCH", "/me", '{"display_name": "Ada\\uFffd"}', "body.display_name"),
    ("POST", "/sessions", '{"email": "a@b.de", "password": "\\ufffd"}', "body.password"),
    (
        "POST",
        "/accounts/confirm",
        '{"email": "a@b.de", "code": "123456", "password": "Ab1cdefg", "display_name": "A\\ud800"}',
        "body.display_name",
    ),
]


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(("method", "path", "body", "location"), LONE)
def test_an_escape_of_no_character_is_rejected_by_its_field_and_nothing_is_written(
    method: str, path: str, body: str, location: str
) -> None:
    headers = {**JSON, "idempotency-key": "k"}
    event = make_event(method=method, path=path, body=body, claims=make_claims(), headers=headers)

    answer = answer_to(event)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert [(error["location"], error["code"]) for error in answer.body["errors"]] == [
        (location, "no_character")
    ]
    assert [*DwippItem.scan(), *IdempotencyItem.scan()] == []
    assert ProfileItem.get("ada").display_name == "Ada"


@pytest.mark.usefixtures("aws")
def test_an_escaped_surrogate_pair_is_one_character() -> None:
    assert send('{"text": "\\ud83d\\udca7"}').body["text"] == "💧"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("idempotency-key", "\ud800"),
        ("idempotency-key", "é"),
        ("idempotency-key", ""),
        ("idempotency-key", "x" * 256),
    ],
    ids=ascii,
)
def test_an_invalid_header_is_rejected_by_its_name(name: str, value: str) -> None:
    answer = call("POST", "/dwipps", {"text": "x"}, headers={name: value})

    assert (answer.status, answer.body["errors"][0]["location"]) == (422, "header.Idempotency-Key")


def test_only_the_first_errors_are_returned_and_long_names_are_cut() -> None:
    answer = send(json.dumps({"x" * 9000: 1, **{f"field{number}": 1 for number in range(3000)}}))

    assert answer.status == 422
    assert len(answer.body["errors"]) == 20
    assert len(json.dumps(answer.body)) < 4000
