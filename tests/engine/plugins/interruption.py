"""An account that stops answering amid an update, as when the network or the machine goes."""

import itertools
import threading

__all__ = ["Interruption"]


class Interruption:
    """From the create with this number on there is no answer; that one itself is made first where `made` says so."""

    def __init__(self, number: int | None, *, made: bool) -> None:
        self._number, self._made = number, made
        self._counted = itertools.count(1)

    def of_next(self) -> tuple[bool, bool]:
        """Of the next create: whether it is made, and whether it is answered."""
        number = next(self._counted)
        answered = self._number is None or number < self._number
        return answered or (self._made and number == self._number), answered

    @staticmethod
    def hang() -> None:
        """Until the process is ended."""
        threading.Event().wait()
