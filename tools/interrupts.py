"""Ctrl-C ends a command of this project without a traceback, also while it imports."""

import sys
from types import TracebackType

__all__ = ["quiet_interrupts"]


def quiet_interrupts() -> None:
    """For the start of `python -m …`. The process still unwinds, and ends by SIGINT: a shell reports 130."""
    sys.excepthook = _print_unless_interrupted


def _print_unless_interrupted(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
