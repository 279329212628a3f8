"""What can go wrong with Dwipps."""

__all__ = [
    "ChangeRefusedError",
    "DwippChangedError",
    "DwippNotFoundError",
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


class KeyReusedError(Exception):
    """The idempotency key was used, within a day, for another text."""


class KeyUsedError(Exception):
    """The idempotency key was used within a day; what for tells a look at it."""


class NotTheAuthorError(Exception):
    """Only its author may change a Dwipp."""
