"""Tokens as Cognito issues them and the API passes them on."""

import json
from base64 import urlsafe_b64encode

from webapp.accounts.seals import seal

__all__ = ["SECRET", "access_token_of", "sealed"]

SECRET = "a client-secret of the tests"


def access_token_of(user_id: str) -> str:
    """Returns an access token that names its person; its signature is checked by the gateway only."""
    return f"header.{urlsafe_b64encode(json.dumps({'sub': user_id}).encode()).decode().rstrip('=')}.signature"


def sealed(token: str, user_id: str = "ada", key: str = SECRET) -> str:
    """Returns a refresh token as a client gets it."""
    return seal(token, user_id, key)
