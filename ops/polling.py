"""Polls AWS while something takes its time."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import explain, is_passing

__all__ = ["polled"]

POLL_SECONDS = 10
Result = TypeVar("Result")


def polled(
    ask: Callable[[], Result], seconds: float, pause: Callable[[float], None], report: Callable[[str], None]
) -> Iterator[tuple[int, Result]]:
    """Yields the seconds waited and the answer, until the time is over. Reports and skips outages of AWS.

    Raises BotoCoreError or ClientError if AWS refuses.
    """
    for waited in range(0, int(seconds), POLL_SECONDS):
        try:
            answer = ask()
        except (BotoCoreError, ClientError) as error:
            if not is_passing(error):
                raise
            report(f"AWS does not answer for now ({explain(error)}): still waiting")
        else:
            yield waited, answer
        pause(POLL_SECONDS)
