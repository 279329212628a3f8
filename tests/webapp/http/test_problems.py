"""Every error is application/problem+json, says what to change, and repeats no input."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tests.webapp.events import answer_to, call, make_claims, make_event
from tests.webapp.secrets import keep_secrets
from webapp.aws import parameters
from webapp.dwipps.storage import DwippItem
from webapp.http import problem_types
from webapp.http.problems import Kind, problem_response

JSON = {"content-type": "application/json"}
KINDS = [one for one in vars(problem_types).values() if isinstance(one, Kind)]


@pytest.mark.parametrize("path", ["/nowhere", "/dwipps/", "/", "/%ff", "/💧", "/../../etc/passwd"])
def test_an_unknown_path_is_not_found(path: str) -> None:
    assert call("GET", path).code == "not_found"


def test_a_wrong_method_is_rejected_with_the_allowed_ones() -> None:
    answer = call("PUT", "/dwipps")

    assert (answer.status, answer.code) == (405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("kind", [one for one in KINDS if one.status == 401], ids=lambda kind: kind.code)
def test_a_401_says_how_to_authenticate(kind: Kind) -> None:
    """https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2"""
    assert problem_response(kind)["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if one.status in {429, 503}], ids=lambda kind: kind.code
)
def test_a_problem_that_passes_says_when_to_retry(kind: Kind) -> None:
    assert int(problem_response(kind)["Retry-After"]) > 0


def test_a_problem_has_all_that_rfc_9457_and_the_contract_name() -> None:
    assert call("POST", "/dwipps", {"text": ""}).body == {
        "type": "urn:dwipper:problem:invalid_request",
        "title": "Invalid request",
        "status": 422,
        "detail": "Fix the fields listed in `errors`.",
        "code": "invalid_request",
        "errors": [
            {
                "location": "body.text",
                "code": "nothing_visible",
                "message": "Write at least one visible character.",
            }
        ],
    }


@pytest.mark.parametrize("body", ["{", "\x00", "[" * 20_000, "{'text': 'x'}"])
def test_invalid_json_is_rejected_with_400(body: str) -> None:
    event = make_event(method="POST", path="/dwipps", body=body, claims=make_claims(), headers=JSON)

    assert answer_to(event).code == "invalid_json"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_rejected_with_415(content_type: str) -> None:
    answer = call("POST", "/dwipps", {"text": "x"}, headers={"content-type": content_type})

    assert (answer.status, answer.code) == (415, "not_json")


def test_a_body_over_64_kib_is_rejected_with_413() -> None:
    answer = call("POST", "/dwipps", {"text": "x" * 65536})

    assert (answer.status, answer.code) == (413, "body_too_large")


def test_a_password_is_never_repeated() -> None:
    body = {"email": "ada@example.org", "code": "123456", "password": "hunter2"}

    answer = call("POST", "/accounts/confirm", body, as_=None)

    assert answer.code == "invalid_request"
    assert "hunter2" not in json.dumps(answer.body)


def test_an_unexpected_error_reveals_nothing_and_is_logged_with_its_traceback(
    cognito: Stubber, caplog: pytest.LogCaptureFixture
) -> None:
    a_login_without_tokens: dict[str, Any] = {"AuthenticationResult": {}}
    cognito.add_response("initiate_auth", a_login_without_tokens)

    answer = call("POST", "/sessions", {"email": "ada@example.org", "password": "x"}, as_=None)

    assert (answer.status, answer.code) == (500, "internal")
    assert "errors" not in answer.body
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ThrottlingException", 503),
        ("InternalErrorException", 503),
        ("InternalServerError", 503),
        ("LimitExceededException", 503),
        ("RequestLimitExceeded", 503),
        ("ServiceUnavailable", 503),
        ("AccessDeniedException", 500),
        ("ResourceNotFoundException", 500),
        ("ValidationException", 500),
    ],
)
def test_an_error_of_cognito_has_the_code_of_its_kind(cognito: Stubber, code: str, status: int) -> None:
    cognito.add_client_error("initiate_auth", code, http_status_code=400)

    answer = call("POST", "/sessions", {"email": "ada@example.org", "password": "x"}, as_=None)

    assert (answer.status, answer.code) == (status, "unavailable" if status == 503 else "internal")
    assert ("retry-after" in answer.headers) == (status == 503)


def test_a_denied_action_is_named_in_the_log_and_not_in_the_answer(
    cognito: Stubber, caplog: pytest.LogCaptureFixture
) -> None:
    denied = "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: cognito-idp:InitiateAuth"
    cognito.add_client_error("initiate_auth", "AccessDeniedException", denied)

    answer = call("POST", "/sessions", {"email": "ada@example.org", "password": "x"}, as_=None)

    assert "not authorized to perform: cognito-idp:InitiateAuth" in caplog.text
    assert "InitiateAuth" not in json.dumps(answer.body)


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("request_", [("GET", "/dwipps"), ("POST", "/dwipps", {"text": "Hello"})])
def test_a_missing_table_is_answered_with_500_and_named_in_the_log(
    caplog: pytest.LogCaptureFixture, request_: tuple[Any, ...]
) -> None:
    DwippItem.delete_table()

    assert call(*request_).code == "internal"
    assert "ResourceNotFoundException" in caplog.text


@pytest.fixture
def no_cursor_key(aws: None) -> Iterator[None]:
    boto3.client("ssm", region_name="eu-west-1").delete_parameter(Name="/dwipper/test/cursor-key")
    parameters.secret.cache_clear()
    yield
    keep_secrets()


@pytest.mark.usefixtures("no_cursor_key")
def test_a_missing_cursor_key_is_answered_with_500(caplog: pytest.LogCaptureFixture) -> None:
    assert call("GET", "/dwipps", query="cursor=x").code == "internal"
    assert "ParameterNotFound" in caplog.text
