"""Prints for the person who runs the platform."""

import sys

__all__ = ["say", "visible", "warn"]


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  the terminal is this command's output


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def visible(text: str) -> str:
    """Returns a text in printable ASCII, so that no escape sequence in it reaches the terminal."""
    return text.encode("unicode_escape").decode("ascii")
