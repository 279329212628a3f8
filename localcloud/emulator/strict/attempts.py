"""How often in an hour a person may ask for codes, enter codes and change a password.

"In a given hour, we allow between 5 and 20 attempts for a user to request or enter a password reset code":
https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html. Here it is the least, 5,
whatever an attempt's outcome, and a new code does not begin anew. AWS gives no number for the other kinds. Clients
have met the same refusal for a sign-up's codes (https://github.com/aws-amplify/amplify-js/issues/1420) and changes
of a password (https://github.com/aws-amplify/aws-sdk-android/issues/627); for a new email's codes it is in
botocore's model. That they have the same number is an assumption, and so is that people who do not exist have no
limit: that would tell who exists.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from localcloud.emulator.strict.answers import Refusal

__all__ = ["Attempts"]

HOUR = 3600  # seconds
MOST = 5
LIMIT_EXCEEDED: Refusal = ("LimitExceededException", "Attempt limit exceeded, please try after some time.")


class Attempts:
    """The attempts of the last hour by whom and what for; those that were refused do not count."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._made: OrderedDict[str, list[float]] = OrderedDict()  # who made the last attempt is the last

    def refusal(self, who: str) -> Refusal | None:
        """Counts an attempt, or says why it may not be made."""
        now = self._clock()
        self._forget_until(now - HOUR)
        made = [at for at in self._made.get(who, []) if at > now - HOUR]
        if len(made) >= MOST:
            return LIMIT_EXCEEDED
        self._made[who] = [*made, now]
        self._made.move_to_end(who)
        return None

    def __len__(self) -> int:
        return len(self._made)

    def _forget_until(self, then: float) -> None:
        while self._made and next(iter(self._made.values()))[-1] <= then:
            self._made.popitem(last=False)
