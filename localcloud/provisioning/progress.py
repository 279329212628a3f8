"""How far a deployment is."""

from typing import TextIO

from localcloud.provisioning.registry import Resource

__all__ = ["Progress"]

START_OF_LINE, CLEAR = "\r", "\x1b[K"  # https://www.xfree86.org/current/ctlseqs.html


class Progress:
    """Names each resource that was created, on one line of a terminal that is written over; elsewhere nothing."""

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
