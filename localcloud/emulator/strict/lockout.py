"""The lock after wrong passwords, as AWS documents it.

https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html, "Lockout behavior": five failures
are free; failure n locks for 2^(n-5) seconds, at most 15 minutes. Tries during a lock fail and do not count.
A success, or 15 minutes without a try, begins anew.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Lockout"]

FREE = 5
LONGEST = 15 * 60  # seconds


@dataclass
class _Attempts:
    failed: int = 0
    locked_until: float = 0
    last: float = 0


class Lockout:
    """Failed logins by name, whether or not there is such a user: a lock must not tell."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._attempts: dict[str, _Attempts] = {}

    def is_locked(self, name: str) -> bool:
        self._forget_the_old()
        attempts = self._attempts.get(name)
        if attempts is None:
            return False
        attempts.last = self._clock()
        return attempts.last < attempts.locked_until

    def failed(self, name: str) -> None:
        attempts = self._attempts.setdefault(name, _Attempts())
        attempts.failed += 1
        attempts.last = self._clock()
        if attempts.failed >= FREE:
            attempts.locked_until = attempts.last + min(2 ** (attempts.failed - FREE), LONGEST)

    def succeeded(self, name: str) -> None:
        self._attempts.pop(name, None)

    def _forget_the_old(self) -> None:
        now = self._clock()
        old = [name for name, attempts in self._attempts.items() if now > attempts.last + LONGEST]
        for name in old:
            del self._attempts[name]
