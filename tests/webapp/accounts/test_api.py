"""The operations' calls to Cognito, and the responses to Cognito's answers."""

import base64
import hashlib
import hmac
import logging
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from tests.webapp.accounts.cognito_calls import EMAIL, OPERATIONS
from tests.webapp.accounts.tokens import SECRET, access_token_of, sealed
from tests.webapp.events import call
from webapp.accounts.storage import ProfileItem

CODE = {"email": EMAIL, "code": "123456", "password": "Secret-99"}
LOGIN = {"email": EMAIL, "password": "Secret-99"}
CHANGE = {"current_password": "Secret-99", "new_password": "Brand-New-77"}
PROOF = base64.b64encode(
    hmac.new(SECRET.encode(), f"{EMAIL}client".encode(), hashlib.sha256).digest()
).decode()
CLIENT = {"ClientId": "client", "SecretHash": PROOF}


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("name", "status"),
    [
        *(("register", 202), ("register again", 202), ("resend", 202), ("forgot", 202)),
        *(("confirm: password", 204), ("confirm: name", 204), ("reset: sessions", 204), ("change", 204)),
        *(("log in", 200), ("refresh", 200), ("log out", 204), ("me", 200), ("rename", 200)),
        ("leave: account", 204),
    ],
)
def test_a_success_of_cognito_is_answered_with_a_success(cognito: Stubber, name: str, status: int) -> None:
    assert OPERATIONS[name].answer(cognito).status == status


def test_a_registration_sends_only_the_email_and_a_random_password(cognito: Stubber) -> None:
    asked: list[dict[str, Any]] = []

    def keep(params: dict[str, Any], **_: object) -> None:
        asked.append(params)

    cognito.client.meta.events.register("before-parameter-build", keep)
    for _ in range(2):
        OPERATIONS["register"].answer(cognito)
    cognito.client.meta.events.unregister("before-parameter-build", keep)

    passwords = [one.pop("Password") for one in asked]
    attributes = [{"Name": "email", "Value": EMAIL}]
    assert asked == [{**CLIENT, "Username": EMAIL, "UserAttributes": attributes}] * 2
    assert len({*passwords}) == 2
    assert all(len(password) > 32 for password in passwords)


def test_a_confirmation_sets_the_password_after_the_code_was_right(cognito: Stubber) -> None:
    cognito.add_response("confirm_sign_up", {}, {**CLIENT, "Username": EMAIL, "ConfirmationCode": "123456"})
    password = {"Username": EMAIL, "Password": "Secret-99", "Permanent": True}
    cognito.add_response("admin_set_user_password", {}, {"UserPoolId": "eu-west-1_pool", **password})

    assert call("POST", "/accounts/confirm", CODE, as_=None).status == 204


@pytest.mark.usefixtures("aws")
def test_a_name_is_stored_by_the_persons_id(cognito: Stubber) -> None:
    ProfileItem("ada").delete()

    OPERATIONS["confirm: name"].answer(cognito)

    assert ProfileItem.get("ada").display_name == "Ada"


def test_calls_without_a_token_carry_the_clients_proof(cognito: Stubber) -> None:
    login = {"USERNAME": EMAIL, "PASSWORD": "Secret-99", "SECRET_HASH": PROOF}
    auth = {"ClientId": "client", "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": login}
    refresh = {"ClientId": "client", "ClientSecret": SECRET, "RefreshToken": "r"}
    reset = {"Username": EMAIL, "ConfirmationCode": ANY, "Password": ANY}
    for method, params, path, body in (
        ("initiate_auth", auth, "/sessions", LOGIN),
        ("get_tokens_from_refresh_token", refresh, "/sessions/refresh", {"refresh_token": sealed("r")}),
        (
            "resend_confirmation_code",
            {**CLIENT, "Username": EMAIL},
            "/accounts/confirm/resend",
            {"email": EMAIL},
        ),
        ("forgot_password", {**CLIENT, "Username": EMAIL}, "/passwords/forgot", {"email": EMAIL}),
        ("confirm_forgot_password", {**CLIENT, **reset}, "/passwords/reset", CODE),
    ):
        tokens = {
            "AccessToken": access_token_of("ada"),
            "IdToken": "i",
            "RefreshToken": "r",
            "ExpiresIn": 900,
        }
        answer = {"AuthenticationResult": tokens} if "session" in path else {}
        cognito.add_response(method, answer, params)
        if method == "confirm_forgot_password":
            cognito.add_response("admin_user_global_sign_out", {}, {"UserPoolId": ANY, "Username": EMAIL})

        assert call("POST", path, body, as_=None).status < 300


@pytest.mark.parametrize("name", ["confirm", "log in", "refresh", "resend", "forgot", "reset"])
@pytest.mark.parametrize(
    "words",
    ["Unable to verify secret hash for client x", "SecretHash does not match for the client: x"],
)
def test_a_secret_that_cognito_does_not_take_is_our_fault(
    cognito: Stubber, name: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert OPERATIONS[name].answer(cognito, "NotAuthorizedException", words).code == "unavailable"
    assert "NotAuthorizedException" in caplog.text


def warnings_of(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_the_reason_of_an_unsent_mail_is_logged_without_the_address(
    cognito: Stubber, caplog: pytest.LogCaptureFixture
) -> None:
    words = f"Email address is not verified. The following identities failed the check: {EMAIL}"
    for name in ("register", "register again", "resend", "forgot"):
        OPERATIONS[name].answer(cognito, "CodeDeliveryFailureException", words)

    assert EMAIL not in caplog.text
    assert [record.message for record in warnings_of(caplog)] == [
        f"Cognito could not do {operation} (CodeDeliveryFailureException)"
        for operation in ("SignUp", "ResendConfirmationCode", "ResendConfirmationCode", "ForgotPassword")
    ]


@pytest.mark.parametrize(
    ("words", "lines"), [("Exceeded daily email limit", 1), ("Attempt limit exceeded", 0)]
)
def test_the_daily_mail_limit_is_our_fault_and_a_persons_limit_is_not(
    cognito: Stubber, words: str, lines: int, caplog: pytest.LogCaptureFixture
) -> None:
    OPERATIONS["forgot"].answer(cognito, "LimitExceededException", f"{words}, please try after some time.")

    assert len(warnings_of(caplog)) == lines


def test_a_locked_account_looks_like_a_wrong_password(cognito: Stubber) -> None:
    locked, wrong = (
        OPERATIONS["log in"].answer(cognito, "NotAuthorizedException", words)
        for words in ("Password attempts exceeded", "Incorrect username or password.")
    )

    assert locked == wrong


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Incorrect username or password.", "wrong_password"),
        ("Password attempts exceeded", "too_many_requests"),
        ("Access Token has been revoked", "unauthorized"),
    ],
)
def test_reasons_why_a_password_cannot_change_have_their_own_codes(
    cognito: Stubber, words: str, code: str
) -> None:
    assert OPERATIONS["change"].answer(cognito, "NotAuthorizedException", words).code == code


def test_a_challenge_is_not_a_login(cognito: Stubber) -> None:
    cognito.add_response("initiate_auth", {"ChallengeName": "NEW_PASSWORD_REQUIRED"})

    assert call("POST", "/sessions", LOGIN).code == "invalid_credentials"


@pytest.mark.parametrize(("given", "next_one"), [({}, "r"), ({"RefreshToken": "s"}, "s")])
def test_a_refresh_answers_a_whole_login_with_the_refresh_token_to_use_next(
    cognito: Stubber, given: dict[str, str], next_one: str
) -> None:
    result = {"AccessToken": "a", "IdToken": "i", "ExpiresIn": 900, **given}
    cognito.add_response("get_tokens_from_refresh_token", {"AuthenticationResult": result})

    answer = call("POST", "/sessions/refresh", {"refresh_token": sealed("r")})

    assert answer.body == {
        "access_token": "a",
        "id_token": "i",
        "refresh_token": sealed(next_one),
        "expires_in": 900,
        "token_type": "Bearer",
    }


@pytest.mark.parametrize("path", ["/accounts/confirm", "/passwords/reset"])
@pytest.mark.parametrize(
    "fault",
    [
        {"password": "short1A"},
        {"password": " Secret-99"},
        {"password": "Secret 99 words"},
        {"password": "Secret\u300099"},
        {"password": "Secret\x00-99"},
        {"password": None},
        {"email": "no-address"},
        {"email": "a\ud800@b.de"},
        {"sub": "evil"},
        {"cognito:groups": "admin"},
        {"email_verified": True},
        {"display_name": " "},
        {"display_name": "x" * 51},
        {"display_name": "a\nb"},
    ],
)
def test_an_invalid_request_never_reaches_cognito(cognito: Stubber, path: str, fault: dict[str, Any]) -> None:
    assert call("POST", path, {**CODE, **fault}, as_=None).code == "invalid_request"


@pytest.mark.parametrize("more", [{"password": "Secret-99"}, {"display_name": "Eve"}, {"sub": "evil"}])
def test_a_registration_contains_only_the_email(cognito: Stubber, more: dict[str, str]) -> None:
    assert call("POST", "/accounts", {"email": EMAIL, **more}, as_=None).code == "invalid_request"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/me"), ("DELETE", "/sessions"), ("PUT", "/me/password")]
)
def test_operations_on_ones_own_data_need_a_token(method: str, path: str) -> None:
    assert call(method, path, CHANGE if method == "PUT" else None, as_=None).code == "unauthorized"
