"""An account that stops answering during an update, like after a failure of the network or the machine."""

import itertools
import threading

__all__ = ["Interruption"]


class Interruption:
    """From the create with this number on there is no answer. If `made`, that create is still done."""

    def __init__(self, number: int | None, *, made: bool) -> None:
        self._number, self._made = number, made
        self._counted = itertools.count(1)

    def of_next(self) -> tuple[bool, bool]:
        """Returns whether the next create is done, and whether it is answered."""
        number = next(self._counted)
        answered = self._number is None or number < self._number
        return answered or (self._made and number == self._number), answered

    @staticmethod
    def hang() -> None:
        """Waits until the process is killed."""
        threading.Event().wait()
