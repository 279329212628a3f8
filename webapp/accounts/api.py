"""Operations on accounts, sessions, passwords and the caller's profile."""

from contextlib import suppress
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse

from webapp.accounts.cognito import Tokens
from webapp.accounts.errors import InvalidRefreshTokenError
from webapp.accounts.level_time import level_refusals, level_time
from webapp.accounts.schemas import (
    Accepted,
    Confirmation,
    Login,
    Me,
    PasswordChange,
    PasswordReset,
    ProfileChange,
    Recipient,
    Refresh,
    Session,
)
from webapp.http.callers import caller_of
from webapp.http.responses import BODY, PERSON, answer, no_content, responses
from webapp.http.router import Router
from webapp.services import accounts, user_pool

__all__ = ["router"]

router = Router(
    {
        "accounts": "Register, and confirm with the code of the mail.",
        "passwords": "Change a password, or reset a forgotten one.",
        "me": "The caller's own profile.",
    }
)

MAILED = Accepted(message="If this address can receive a code, it is on its way.")


@router.post(
    "/accounts",
    auth=None,
    operation_id="register",
    response=responses({202: Accepted}, *BODY),
)
def register(request: HttpRequest, body: Recipient) -> HttpResponse:
    """Register an email. A code is mailed unless it is confirmed already; the answer is the same."""
    with level_time():
        user_pool.register(body.email)
    return answer(MAILED, 202)


@router.post(
    "/accounts/confirm",
    auth=None,
    operation_id="confirm_account",
    response=responses({204: None}, *BODY),
)
def confirm_account(request: HttpRequest, body: Confirmation) -> HttpResponse:
    """Confirm a registration with the mailed code, and set the password and the display name.

    A code works once. If the answer was 429 or 503 and the code is then refused, ask for a new password.
    """
    with level_refusals():
        accounts.confirm(body.email, body.code, body.password.get_secret_value(), body.display_name)
    return no_content()


@router.post(
    "/accounts/confirm/resend",
    auth=None,
    operation_id="resend_confirmation",
    response=responses({202: Accepted}, *BODY),
)
def resend_confirmation(request: HttpRequest, body: Recipient) -> HttpResponse:
    """Mail a new code, which replaces the one before. The answer does not say whether the account exists."""
    with level_time():
        user_pool.resend(body.email)
    return answer(MAILED, 202)


@router.post(
    "/sessions",
    auth=None,
    operation_id="log_in",
    tags=["sessions"],
    response=responses({200: Session}, 401, *BODY),
)
def log_in(request: HttpRequest, body: Login) -> HttpResponse:
    """Log in with email and password."""
    with level_refusals():
        tokens = user_pool.log_in(body.email, body.password.get_secret_value())
    return answer(_session(tokens))


@router.post(
    "/sessions/refresh",
    auth=None,
    operation_id="refresh_session",
    tags=["sessions"],
    response=responses({200: Session}, 401, *BODY),
)
def refresh_session(request: HttpRequest, body: Refresh) -> HttpResponse:
    """Get new tokens, which replace the old ones.

    The old refresh token works for another minute. If it is used again later, its person is logged out everywhere.
    """
    return answer(_session(user_pool.refresh(body.refresh_token)))


@router.post(
    "/sessions/revoke",
    auth=None,
    operation_id="revoke_session",
    tags=["sessions"],
    response=responses({204: None}, *BODY),
)
def revoke_session(request: HttpRequest, body: Refresh) -> HttpResponse:
    """Log out of this device: revokes this refresh token. Access tokens stay valid until they expire."""
    with suppress(InvalidRefreshTokenError):
        user_pool.revoke(body.refresh_token)
    return no_content()


@router.delete(
    "/sessions", operation_id="log_out", tags=["sessions"], response=responses({204: None}, *PERSON)
)
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out everywhere: revokes every refresh token. Access tokens stay valid until they expire."""
    user_pool.sign_out(caller_of(request).access_token)
    return no_content()


@router.post(
    "/passwords/forgot",
    auth=None,
    operation_id="forgot_password",
    tags=["passwords"],
    response=responses({202: Accepted}, *BODY),
)
def forgot_password(request: HttpRequest, body: Recipient) -> HttpResponse:
    """Mail a code that resets the password. The answer does not say whether the account exists."""
    with level_time():
        user_pool.forgot(body.email)
    return answer(MAILED, 202)


@router.post(
    "/passwords/reset",
    auth=None,
    operation_id="reset_password",
    tags=["passwords"],
    response=responses({204: None}, *BODY),
)
def reset_password(request: HttpRequest, body: PasswordReset) -> HttpResponse:
    """Set a new password with the mailed code. Revokes every refresh token.

    A code works once. If the answer was 429 or 503 and the code is then refused, ask for another one.
    """
    with level_refusals():
        user_pool.reset(body.email, body.code, body.password.get_secret_value())
    return no_content()


@router.get("/me", operation_id="get_me", tags=["me"], response=responses({200: Me}, *PERSON))
def get_me(request: HttpRequest) -> HttpResponse:
    """Read your own profile."""
    return answer(Me(**asdict(accounts.profile(caller_of(request)))))


@router.patch("/me", operation_id="update_me", tags=["me"], response=responses({200: Me}, *PERSON, *BODY))
def update_me(request: HttpRequest, body: ProfileChange) -> HttpResponse:
    """Change your display name."""
    return answer(Me(**asdict(accounts.rename(caller_of(request), body.display_name))))


@router.delete("/me", operation_id="delete_me", tags=["me"], response=responses({204: None}, *PERSON))
def delete_me(request: HttpRequest) -> HttpResponse:
    """Delete your account and everything you wrote."""
    accounts.leave(caller_of(request))
    return no_content()


@router.put(
    "/me/password",
    operation_id="change_password",
    tags=["passwords"],
    response=responses({204: None}, *PERSON, *BODY),
)
def change_password(request: HttpRequest, body: PasswordChange) -> HttpResponse:
    """Change your password. Other logins stay: log out everywhere to end them."""
    user_pool.change_password(
        caller_of(request).access_token,
        body.current_password.get_secret_value(),
        body.new_password.get_secret_value(),
    )
    return no_content()


def _session(tokens: Tokens) -> Session:
    return Session(**asdict(tokens))
