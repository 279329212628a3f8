"""Sessions of browsers: the access token is in the response, the refresh token in a cookie.

The operations are apart from those of scripts, so that each response has one type:
docs/decisions/0062-sessions-of-browsers.md.
"""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse

from webapp.accounts.cognito import Tokens
from webapp.accounts.cookies import (
    BrowserClient,
    clear_cookie,
    expect_browser,
    refresh_token_of,
    set_cookie,
)
from webapp.accounts.errors import InvalidRefreshTokenError
from webapp.accounts.level_time import level_refusals
from webapp.accounts.schemas import BrowserSession, Login
from webapp.http.problem_types import INVALID_REFRESH_TOKEN
from webapp.http.problems import problem_response
from webapp.http.responses import BODY, Success, answer, no_content, responses
from webapp.http.router import Router
from webapp.services import user_pool

__all__ = ["router"]

router = Router({"sessions": "Log in, stay logged in, log out."}, auth=expect_browser)

STARTED = Success(BrowserSession, headers=("Set-Cookie",))
ENDED = Success(None, headers=("Set-Cookie",))


@router.post(
    "/browser/sessions",
    operation_id="log_in_browser",
    response=responses({200: STARTED}, 401, 403, *BODY),
)
def log_in_browser(request: HttpRequest, dwipper_client: BrowserClient, body: Login) -> HttpResponse:
    """Log in from a page. The refresh token is set as a cookie that scripts cannot read."""
    with level_refusals():
        tokens = user_pool.log_in(body.email, body.password.get_secret_value())
    return _session(tokens)


@router.post(
    "/browser/sessions/refresh",
    operation_id="refresh_browser",
    response=responses({200: STARTED}, 401, 403, 429),
)
def refresh_browser(request: HttpRequest, dwipper_client: BrowserClient) -> HttpResponse:
    """Get a new access token by the cookie, which is replaced. If it no longer works, it is removed."""
    try:
        tokens = user_pool.refresh(refresh_token_of(request))
    except InvalidRefreshTokenError:
        return clear_cookie(problem_response(INVALID_REFRESH_TOKEN))
    return _session(tokens)


@router.delete(
    "/browser/sessions",
    operation_id="log_out_browser",
    response=responses({204: ENDED}, 403, 429),
)
def log_out_browser(request: HttpRequest, dwipper_client: BrowserClient) -> HttpResponse:
    """Log out of this browser: revokes its refresh token and removes the cookie. Works without a cookie, too."""
    with suppress(InvalidRefreshTokenError):
        user_pool.revoke(refresh_token_of(request))
    return clear_cookie(no_content())


def _session(tokens: Tokens) -> HttpResponse:
    session = BrowserSession(access_token=tokens.access_token, expires_in=tokens.expires_in)
    return set_cookie(answer(session), tokens.refresh_token)
