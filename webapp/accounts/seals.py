"""Binds a refresh token to its person. Cognito's refresh tokens do not reveal whose they are.

When a token is used again after its rotation, the seal says whose sessions have to end. Nobody can seal a token with
another person's id, because the key is the client's secret.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from webapp.accounts.errors import InvalidRefreshTokenError

__all__ = ["owner_of", "seal", "unseal"]


def seal(token: str, user_id: str, key: str) -> str:
    """Returns a refresh token with its person's `sub` and a proof of both."""
    return f"{_proof(token, user_id, key)}.{user_id}.{token}"


def unseal(sealed: str, key: str) -> tuple[str, str]:
    """Returns the refresh token and its person's `sub`. Raises InvalidRefreshTokenError."""
    proof, _, rest = sealed.partition(".")
    user_id, _, token = rest.partition(".")
    if not hmac.compare_digest(proof.encode(), _proof(token, user_id, key).encode()):
        raise InvalidRefreshTokenError
    return token, user_id


def owner_of(access_token: str) -> str:
    """Returns the `sub` of an access token that Cognito has just returned."""
    payload = access_token.split(".")[1]
    claims: dict[str, str] = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims["sub"]


def _proof(token: str, user_id: str, key: str) -> str:
    digest = hmac.digest(key.encode(), f"refresh token of {user_id}: {token}".encode(), "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")
