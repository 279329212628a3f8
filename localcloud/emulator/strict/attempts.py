"""Limits how often per hour a person may ask for codes, enter codes and change a password.

"In a given hour, we allow between 5 and 20 attempts for a user to request or enter a password reset code":
https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html. Here the limit is the lowest,
5, whatever the outcome, and a new code does not reset it. AWS gives no number for the other kinds. Clients have met
the same refusal for a sign-up's codes (https://github.com/aws-amplify/amplify-js/issues/1420) and for changes of a
password (https://github.com/aws-amplify/aws-sdk-android/issues/627); botocore's model lists it for a new email's
codes. That the number is the same is an assumption. So is that there is no limit for people who do not exist: a
limit would reveal who exists.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from localcloud.emulator.strict.answers import Refusal

__all__ = ["Attempts"]

HOUR_SECONDS = 3600  # seconds
MOST_ATTEMPTS = 5
LIMIT_EXCEEDED: Refusal = ("LimitExceededException", "Attempt limit exceeded, please try after some time.")


class Attempts:
    """The attempts of the last hour by person and kind. Refused ones do not count."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._made: OrderedDict[str, list[float]] = OrderedDict()  # ordered by the last attempt

    def refusal(self, who: str) -> Refusal | None:
        """Counts an attempt, or returns why it is refused."""
        now = self._clock()
        self._forget_until(now - HOUR_SECONDS)
        made = [at for at in self._made.get(who, []) if at > now - HOUR_SECONDS]
        if len(made) >= MOST_ATTEMPTS:
            return LIMIT_EXCEEDED
        self._made[who] = [*made, now]
        self._made.move_to_end(who)
        return None

    def __len__(self) -> int:
        return len(self._made)

    def _forget_until(self, then: float) -> None:
        while self._made and next(iter(self._made.values()))[-1] <= then:
            self._made.popitem(last=False)
