"""Stands in for the context object that Lambda passes to a function."""

__all__ = ["Context"]


class Context:
    """`seconds` is the time left."""

    def __init__(self, seconds: float = 60) -> None:
        self._seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(self._seconds * 1000)
