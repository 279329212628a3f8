"""Back-off: tries that collided, or were too much, are spread over time."""

import random
import time
from collections.abc import Callable, Iterator

__all__ = ["pauses"]

FIRST_SECONDS = 0.02
LONGEST_SECONDS = 1
# Not the module's own generator: functions restored from one snapshot would all draw the same pauses.
RANDOM = random.SystemRandom()


def pauses(sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once, then again and again after a random pause that may be twice as long each time.

    Without an end: what is tried in such a loop ends it, and calls to AWS do when their time is up.
    """
    longest: float = FIRST_SECONDS
    while True:
        yield
        sleep(RANDOM.uniform(0, longest))
        longest = min(2 * longest, LONGEST_SECONDS)
