"""Back-off with jitter for tries that collided or were throttled."""

import random
import time
from collections.abc import Callable, Iterator

__all__ = ["pauses"]

FIRST_SECONDS = 0.02
LONGEST_SECONDS = 1
# Not the module's own generator: functions restored from one snapshot would all get the same pauses.
RANDOM = random.SystemRandom()


def pauses(sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once, then again after random pauses whose longest doubles each time, without end.

    The loop ends by its own success, or by OutOfTimeError of a call to AWS.
    """
    longest: float = FIRST_SECONDS
    while True:
        yield
        sleep(RANDOM.uniform(0, longest))
        longest = min(2 * longest, LONGEST_SECONDS)
