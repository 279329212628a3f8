"""A browser's session: its refresh token is in a cookie that no script can read and no other site can send.

`__Host-` makes browsers refuse it from another host, with a domain, or without `Secure`:
https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
"""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Header
from pydantic import WithJsonSchema

from webapp.accounts.errors import InvalidRefreshTokenError, NotABrowserError

__all__ = ["BrowserClient", "clear_cookie", "expect_browser", "refresh_token_of", "set_cookie"]

COOKIE = "__Host-dwipper"
COOKIE_SECONDS = 30 * 24 * 60 * 60  # a refresh token lives as long, counted from its login
BROWSER = "browser"

BrowserClient = Annotated[
    Literal["browser"],
    WithJsonSchema({"type": "string", "enum": [BROWSER]}),  # generators do not take `const` in a header
    Header(
        alias="Dwipper-Client",
        description="pages of other origins cannot send it",
        examples=[BROWSER],
    ),
]


def expect_browser(request: HttpRequest) -> bool:
    """Raises NotABrowserError if the request lacks the header that only our own page can send.

    A form cannot send it, and the gateway's CORS settings do not allow it to pages of other origins. This runs before
    the request is validated, so that such a request gets 403.
    """
    if request.META.get("HTTP_DWIPPER_CLIENT") != BROWSER:
        raise NotABrowserError
    return True


def refresh_token_of(request: HttpRequest) -> str:
    """Returns the refresh token of the request's cookie. Raises InvalidRefreshTokenError unless there is one.

    Django's parser takes the last of two, which a page of a sibling domain may have set in an old browser. It strips
    characters that browsers do not, so another name looks like this one:
    https://portswigger.net/research/cookie-chaos-how-to-bypass-host-and-secure-cookie-prefixes. And it unquotes
    values, in some Pythons in quadratic time (CVE-2024-7592). Ours are never quoted.
    """
    sent: str = request.META.get("HTTP_COOKIE", "")
    parts = (part.strip(" ").partition("=") for part in sent.split(";"))
    tokens = [value for name, _, value in parts if name == COOKIE]
    if len(tokens) != 1:
        raise InvalidRefreshTokenError
    return tokens[0]


def set_cookie(response: HttpResponse, refresh_token: str) -> HttpResponse:
    """Returns the response, which stores the refresh token in the browser."""
    return _set(response, refresh_token, COOKIE_SECONDS)


def clear_cookie(response: HttpResponse) -> HttpResponse:
    """Returns the response, which removes the cookie from the browser."""
    return _set(response, "", 0)


def _set(response: HttpResponse, value: str, seconds: int) -> HttpResponse:
    response.set_cookie(
        COOKIE, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Strict"
    )
    return response
