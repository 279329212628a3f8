"""The caller, from the claims of the token that the gateway has validated, and from nothing else."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

__all__ = ["Caller", "AccessToken", "caller_of"]

# https://openid.net/specs/openid-connect-core-1_0.html#IDToken: at most 255 ASCII characters
SUBJECT = re.compile(r"[!-~]{1,255}")
SCOPE = "aws.cognito.signin.user.admin"  # only access tokens of a login have it


@dataclass(frozen=True)
class Caller:
    """A person by the token's `sub`, and the access token."""

    user_id: str
    access_token: str


class AccessToken(HttpAuthBase):
    """Authenticates by the event's `requestContext.authorizer.jwt.claims`.

    The gateway has checked signature, issuer and client. This also refuses id and refresh tokens and tokens that do
    not expire. Claims are strings, but numbers are accepted too.
    """

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Caller | None:
        claims = _claims(request)
        if claims.get("token_use") != "access" or not _unexpired(claims) or SCOPE not in _scopes(claims):
            return None
        user_id = claims.get("sub")
        if not isinstance(user_id, str) or not SUBJECT.fullmatch(user_id):
            return None
        return Caller(user_id, _bearer_token(request))


def caller_of(request: HttpRequest) -> Caller:
    """Returns the caller of an operation that needs a token."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # ninja puts it there


def _claims(request: HttpRequest) -> Mapping[str, Any]:
    found: Any = request.META.get("apig_wsgi.request_context")
    for key in ("authorizer", "jwt", "claims"):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _unexpired(claims: Mapping[str, Any]) -> bool:
    try:
        return float(claims["exp"]) > time.time()
    except (KeyError, TypeError, ValueError):
        return False


def _scopes(claims: Mapping[str, Any]) -> list[str]:
    scope = claims.get("scope")
    return scope.split() if isinstance(scope, str) else []


def _bearer_token(request: HttpRequest) -> str:
    """Returns the token; the gateway accepts it with or without its scheme."""
    value: str = request.META.get("HTTP_AUTHORIZATION", "")
    scheme, _, token = value.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else value
