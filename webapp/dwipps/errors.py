"""Errors of Dwipps."""

__all__ = [
    "ChangeRefusedError",
    "DwippChangedError",
    "DwippNotFoundError",
    "KeyReusedError",
    "KeyUsedError",
    "NotTheAuthorError",
]


class ChangeRefusedError(Exception):
    """The condition of a write was not met. A read finds out why."""


class DwippChangedError(Exception):
    """The Dwipp has another version than the caller expects."""


class DwippNotFoundError(Exception):
    """The Dwipp does not exist or was deleted."""


class KeyReusedError(Exception):
    """The idempotency key was used for another text within a day."""


class KeyUsedError(Exception):
    """The idempotency key was used within a day."""


class NotTheAuthorError(Exception):
    """Only its author may change a Dwipp."""
