"""Rotation of refresh tokens, as AWS documents it.

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html: each
refresh returns a new refresh token, "valid for the remaining duration of the original"; the old one works for the
client's grace period, then GetTokensFromRefreshToken answers RefreshTokenReuseException. The period counts from the
first use: an assumption, as is the message. AWS does not say that a later use ends anything else, so it does not.
"""

import time
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from localcloud.emulator.strict.answers import Refusal

__all__ = ["Rotation", "is_rotating"]

REUSED: Refusal = ("RefreshTokenReuseException", "Refresh token has been invalidated by rotation.")

Client = Mapping[str, Any]
User = MutableMapping[str, Any]
Claims = Mapping[str, Any]


class Rotation:
    """The used refresh tokens are stored with their user, so that both are saved and deleted together."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock

    def refusal(self, client: Client, user: User, token: Claims) -> Refusal | None:
        """Returns Cognito's error and message for a token that was used before and has had its grace, or None."""
        used = self._used_by(user).get(token["jti"])
        if used is None or self._clock() <= used["at"] + _grace(client):
            return None
        return REUSED

    def is_used(self, user: User, token: Claims) -> bool:
        """Returns whether another token has replaced this one."""
        return token["jti"] in self._used_by(user)

    def use(self, user: User, token: Claims) -> None:
        """Notes the first use of a token. Forgets those that have expired: they are refused anyway."""
        used, now = self._used_by(user), self._clock()
        for jti in [jti for jti, one in used.items() if one["expires_at"] <= now]:
            del used[jti]
        used.setdefault(token["jti"], {"at": now, "expires_at": token["exp"]})

    def _used_by(self, user: User) -> dict[str, dict[str, float]]:
        used: dict[str, dict[str, float]] = user.setdefault("_dwipper_used_refresh_tokens", {})
        return used


def is_rotating(client: Client) -> bool:
    """Returns whether a client's refresh tokens rotate."""
    return bool(client.get("RefreshTokenRotation", {}).get("Feature") == "ENABLED")


def _grace(client: Client) -> int:
    """Returns seconds; without a setting there is no grace: an assumption."""
    grace: int = client["RefreshTokenRotation"].get("RetryGracePeriodSeconds", 0)
    return grace
