"""A clock that a test sets."""

__all__ = ["Clock"]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
