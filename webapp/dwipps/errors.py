"""What can go wrong with Dwipps."""

__all__ = [
    "ChangeRefusedError",
    "DwippChangedError",
    "DwippNotFoundError",
    "InvalidCursorError",
    "KeyReusedError",
    "KeyUsedError",
    "NotTheAuthorError",
]


class ChangeRefusedError(Exception):
    """A write did not find the Dwipp as it has to be; a look at it tells why."""


class DwippChangedError(Exception):
    """The Dwipp is at another version than the one that was to be edited."""


class DwippNotFoundError(Exception):
    """There is no such Dwipp, or not any more."""


class InvalidCursorError(Exception):
    """The cursor was not given to this caller by this list."""


class KeyReusedError(Exception):
    """The idempotency key was used, within a day, for another text."""


class KeyUsedError(Exception):
    """The idempotency key was used within a day; what for tells a look at it."""


class NotTheAuthorError(Exception):
    """Only its author may change a Dwipp."""
