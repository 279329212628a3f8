"""The lock after wrong passwords, as AWS documents it.

https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html, "Lockout behavior": the fifth failure
locks for one second, failure n for 2^(n-5) seconds, at most 15 minutes. Tries during a lock fail and do not count.
A success, or 15 minutes without a try, resets it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Lockout"]

FIRST_TO_LOCK = 5
LONGEST = 15 * 60  # seconds
MOST_NAMES = 100_000  # beyond it, the names with the oldest last try are forgotten


@dataclass
class _Attempts:
    failed: int = 0
    locked_until: float = 0
    last: float = 0


class Lockout:
    """Failed logins by name, also of people who do not exist: a lock must not reveal who exists."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._attempts: OrderedDict[str, _Attempts] = OrderedDict()  # ordered by the last try

    def is_locked(self, name: str) -> bool:
        self._forget_the_old()
        attempts = self._attempts.get(name)
        if attempts is None:
            return False
        self._tried(name, attempts)
        return attempts.last < attempts.locked_until

    def failed(self, name: str) -> None:
        attempts = self._attempts.setdefault(name, _Attempts())
        attempts.failed += 1
        self._tried(name, attempts)
        if attempts.failed >= FIRST_TO_LOCK:
            attempts.locked_until = attempts.last + min(2 ** (attempts.failed - FIRST_TO_LOCK), LONGEST)
        if len(self._attempts) > MOST_NAMES:
            self._attempts.popitem(last=False)

    def succeeded(self, name: str) -> None:
        self._attempts.pop(name, None)

    def __len__(self) -> int:
        return len(self._attempts)

    def _tried(self, name: str, attempts: _Attempts) -> None:
        attempts.last = self._clock()
        self._attempts.move_to_end(name)

    def _forget_the_old(self) -> None:
        now = self._clock()
        while self._attempts and now > next(iter(self._attempts.values())).last + LONGEST:
            self._attempts.popitem(last=False)
