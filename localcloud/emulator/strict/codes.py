"""Codes of mails: random, short-lived, for one use. Only the newest works. `Attempts` counts the tries."""

import hmac
import secrets
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from localcloud.emulator.strict.answers import Refusal

__all__ = ["Codes"]

HOUR_SECONDS = 3600
# https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html
LIFETIMES = {"sign-up": 24 * HOUR_SECONDS, "attribute": 24 * HOUR_SECONDS, "reset": HOUR_SECONDS}  # seconds

User = MutableMapping[str, Any]


class Codes:
    """Codes are stored with their user, so that both are saved and deleted together."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock

    def issue(self, user: User, purpose: str) -> str:
        """Returns a new code, which replaces the one before."""
        code = f"{secrets.randbelow(1_000_000):06}"
        self._of(user)[purpose] = {"code": code, "issued_at": self._clock()}
        return code

    def refusal(self, user: User, purpose: str, code: object) -> Refusal | None:
        """Returns Cognito's error and message for a code that does not work, or None."""
        issued = self._of(user).get(purpose)
        if issued is None or self._clock() > issued["issued_at"] + LIFETIMES[purpose]:
            return "ExpiredCodeException", "Invalid code provided, please request a code again."
        if not hmac.compare_digest(issued["code"].encode(), str(code).encode("utf-8", "replace")):
            return "CodeMismatchException", "Invalid verification code provided, please try again."
        return None

    def spend(self, user: User, purpose: str) -> None:
        self._of(user).pop(purpose, None)

    def _of(self, user: User) -> dict[str, dict[str, Any]]:
        codes: dict[str, dict[str, Any]] = user.setdefault("_dwipper_codes", {})
        return codes
