"""Stands in for Parameter Store, which has the stack's key for cursors."""

from tests.local_server import Exchange, LocalServer

__all__ = ["KEY", "Parameters"]

KEY = "a key of the bench"


class Parameters(LocalServer):
    """Returns the same parameter for any name."""

    def __init__(self) -> None:
        super().__init__(_Exchange)


class _Exchange(Exchange):
    def do_POST(self) -> None:
        self.body()
        self.answer(200, {"Parameter": {"Value": KEY}})
