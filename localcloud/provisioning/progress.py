"""Shows the progress of a deployment."""

from typing import TextIO

from localcloud.provisioning.registry import Resource

__all__ = ["Progress"]

START_OF_LINE, CLEAR = "\r", "\x1b[K"  # https://www.xfree86.org/current/ctlseqs.html


class Progress:
    """Shows the resource that was created last, on one line of a terminal. Without a terminal it shows nothing."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._created = 0

    def __call__(self, resource: Resource) -> None:
        self._created += 1
        self._show(f"creating resources: {self._created}, {resource.name[:50]}")

    def end(self) -> None:
        """Clears the line."""
        self._show("")

    def _show(self, text: str) -> None:
        if self._terminal.isatty():
            self._terminal.write(f"{START_OF_LINE}{text}{CLEAR}")
            self._terminal.flush()
