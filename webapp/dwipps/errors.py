"""Errors of Dwipps."""

from webapp.errors import CaughtError, NotFoundError

__all__ = [
    "ChangeRefusedError",
    "DwippChangedError",
    "DwippNotFoundError",
    "KeyReusedError",
    "KeyUsedError",
    "NotTheAuthorError",
]


class ChangeRefusedError(CaughtError):
    """The condition of a write was not met. A read finds out why."""


class DwippChangedError(Exception):
    """The Dwipp has another version than the caller expects."""


class DwippNotFoundError(NotFoundError):
    """The Dwipp does not exist or was deleted."""


class KeyReusedError(Exception):
    """The idempotency key was used for another text within a day."""


class KeyUsedError(CaughtError):
    """The idempotency key was used within a day."""


class NotTheAuthorError(Exception):
    """Only its author may change it."""
