"""Each operation, with what Cognito answers to it on AWS."""

from typing import Any

import pytest
from botocore.stub import Stubber

from tests.webapp.events import Answer, call

EMAIL = "ada@example.org"
CODE = {"email": EMAIL, "code": "123456"}
LOGIN = {"email": EMAIL, "password": "Secret-99"}
RESET = {**CODE, "password": "Brand-New-77"}
CHANGE = {"current_password": "Secret-99", "new_password": "Brand-New-77"}

# Operation by operation: the API's request, and Cognito's operation behind it.
REQUESTS: dict[str, tuple[str, str, dict[str, str] | None, str]] = {
    "register": ("POST", "/accounts", LOGIN, "sign_up"),
    "confirm": ("POST", "/accounts/confirm", CODE, "confirm_sign_up"),
    "resend": ("POST", "/accounts/confirm/resend", {"email": EMAIL}, "resend_confirmation_code"),
    "log_in": ("POST", "/sessions", LOGIN, "initiate_auth"),
    "refresh": ("POST", "/sessions/refresh", {"refresh_token": "r"}, "initiate_auth"),
    "log_out": ("DELETE", "/sessions", None, "global_sign_out"),
    "forgot": ("POST", "/passwords/forgot", {"email": EMAIL}, "forgot_password"),
    "reset": ("POST", "/passwords/reset", RESET, "confirm_forgot_password"),
    "me": ("GET", "/me", None, "get_user"),
    "rename": ("PATCH", "/me", {"display_name": "Countess"}, "get_user"),
    "change": ("PUT", "/me/password", CHANGE, "change_password"),
}
ANSWERS: dict[str, dict[str, Any]] = {
    "sign_up": {"UserConfirmed": False, "UserSub": "ada"},
    "initiate_auth": {
        "AuthenticationResult": {"AccessToken": "a", "IdToken": "i", "RefreshToken": "r", "ExpiresIn": 3600}
    },
    "get_user": {"Username": "ada", "UserAttributes": [{"Name": "email", "Value": EMAIL}]},
}


def asking(cognito: Stubber, operation: str, error: str = "", message: str = "") -> Answer:
    method, path, body, behind = REQUESTS[operation]
    if error:
        cognito.add_client_error(behind, error, message)
    else:
        cognito.add_response(behind, ANSWERS.get(behind, {}))
    return call(method, path, body, as_="ada")


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("register", 202),
        ("confirm", 204),
        ("resend", 202),
        ("log_in", 200),
        ("refresh", 200),
        ("log_out", 204),
        ("forgot", 202),
        ("reset", 204),
        ("me", 200),
        ("rename", 200),
        ("change", 204),
    ],
)
def test_what_cognito_does_is_answered(cognito: Stubber, operation: str, status: int) -> None:
    assert asking(cognito, operation).status == status


@pytest.mark.parametrize(
    ("operation", "errors", "code"),
    [
        (
            "confirm",
            "CodeMismatch ExpiredCode NotAuthorized UserNotFound LimitExceeded AliasExists InvalidParameter"
            " TooManyFailedAttempts",
            "invalid_code",
        ),
        (
            "reset",
            "CodeMismatch ExpiredCode NotAuthorized UserNotFound LimitExceeded UserNotConfirmed InvalidParameter",
            "invalid_code",
        ),
        ("reset", "InvalidPassword", "weak_password"),
        ("register", "InvalidPassword", "weak_password"),
        ("register", "InvalidParameter", "invalid_email"),
        (
            "log_in",
            "NotAuthorized UserNotFound PasswordResetRequired InvalidParameter",
            "invalid_credentials",
        ),
        ("log_in", "UserNotConfirmed", "account_unconfirmed"),
        ("refresh", "NotAuthorized UserNotFound InvalidParameter", "invalid_refresh_token"),
        ("log_out", "NotAuthorized UserNotFound", "unauthorized"),
        ("me", "NotAuthorized UserNotFound", "unauthorized"),
        ("rename", "NotAuthorized UserNotFound", "unauthorized"),
        ("change", "NotAuthorized UserNotFound", "unauthorized"),
        ("change", "LimitExceeded", "too_many_requests"),
        ("change", "InvalidPassword", "weak_password"),
        *((operation, "TooManyRequests", "too_many_requests") for operation in REQUESTS),
    ],
)
def test_what_cognito_refuses_has_one_meaning(
    cognito: Stubber, operation: str, errors: str, code: str
) -> None:
    assert {asking(cognito, operation, f"{error}Exception").code for error in errors.split()} == {code}


@pytest.mark.parametrize(
    ("operation", "error"),
    [
        ("register", "UsernameExistsException"),
        ("resend", "UserNotFoundException"),
        ("resend", "InvalidParameterException"),
        ("resend", "LimitExceededException"),
        ("forgot", "UserNotFoundException"),
        ("forgot", "InvalidParameterException"),
        ("forgot", "NotAuthorizedException"),
        ("forgot", "LimitExceededException"),
    ],
)
def test_whether_an_account_exists_stays_unsaid(cognito: Stubber, operation: str, error: str) -> None:
    assert asking(cognito, operation, error) == asking(cognito, operation)


def test_a_locked_account_looks_like_a_wrong_password(cognito: Stubber) -> None:
    locked = asking(cognito, "log_in", "NotAuthorizedException", "Password attempts exceeded")
    wrong = asking(cognito, "log_in", "NotAuthorizedException", "Incorrect username or password.")

    assert locked == wrong


def test_a_wrong_current_password_is_told_apart_from_a_session_that_has_ended(cognito: Stubber) -> None:
    answer = asking(cognito, "change", "NotAuthorizedException", "Incorrect username or password.")

    assert (answer.status, answer.code) == (403, "wrong_password")


def test_a_challenge_is_no_login(cognito: Stubber) -> None:
    cognito.add_response("initiate_auth", {"ChallengeName": "NEW_PASSWORD_REQUIRED"})

    assert call("POST", "/sessions", LOGIN).code == "invalid_credentials"


@pytest.mark.parametrize(("given", "next_one"), [({}, "r"), ({"RefreshToken": "s"}, "s")])
def test_a_refresh_answers_a_whole_login_with_the_refresh_token_to_use_next(
    cognito: Stubber, given: dict[str, str], next_one: str
) -> None:
    result = {"AccessToken": "a", "IdToken": "i", "ExpiresIn": 3600, **given}
    cognito.add_response("initiate_auth", {"AuthenticationResult": result})

    answer = call("POST", "/sessions/refresh", {"refresh_token": "r"})

    assert answer.body == {
        "access_token": "a",
        "id_token": "i",
        "refresh_token": next_one,
        "expires_in": 3600,
        "token_type": "Bearer",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"email": EMAIL},
        {"email": EMAIL, "password": "short1A"},
        {"email": EMAIL, "password": " Secret-99"},
        {"email": EMAIL, "password": "Secret\x00-99"},
        {"email": "no-address", "password": "Secret-99"},
        {"email": "a\ud800@b.de", "password": "Secret-99"},
        {**LOGIN, "sub": "evil"},
        {**LOGIN, "cognito:groups": "admin"},
        {**LOGIN, "email_verified": True},
        {**LOGIN, "display_name": " "},
        {**LOGIN, "display_name": "x" * 51},
        {**LOGIN, "display_name": "a\nb"},
    ],
)
def test_a_registration_with_a_fault_never_reaches_cognito(cognito: Stubber, body: dict[str, Any]) -> None:
    assert call("POST", "/accounts", body, as_=None).code == "invalid_request"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/me"), ("DELETE", "/sessions"), ("PUT", "/me/password")]
)
def test_what_is_ones_own_asks_who_one_is(method: str, path: str) -> None:
    assert call(method, path, CHANGE if method == "PUT" else None, as_=None).code == "unauthorized"
