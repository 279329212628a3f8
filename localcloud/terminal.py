"""What a person reads while the platform runs."""

import sys

__all__ = ["say", "warn"]


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  the terminal is this command's output


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201
