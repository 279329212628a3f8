"""Retries calls until AWS knows a new resource everywhere, which takes some seconds."""

import time
from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import ClientError

from ops.aws import is_code

__all__ = ["Pause", "once_known"]

Pause = Callable[[float], None]
Result = TypeVar("Result")

PAUSES = (1, 2, 4, 8, 16)  # seconds


def once_known(call: Callable[[], Result], *unknown: str, pause: Pause = time.sleep) -> Result:
    """Returns the answer of a call. Retries it while AWS rejects it with one of these codes. Raises ClientError."""
    for seconds in PAUSES:
        try:
            return call()
        except ClientError as error:
            if not is_code(error, *unknown):
                raise
        pause(seconds)
    return call()
