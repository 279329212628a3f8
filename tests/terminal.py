"""Child processes get signals as a terminal's commands do."""

import signal

__all__ = ["like_a_terminals"]


def like_a_terminals() -> None:
    """A `preexec_fn`. A background job of a shell ignores SIGINT, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
