"""Errors that features share."""

__all__ = ["CaughtError", "NotFoundError"]


class CaughtError(Exception):
    """An error that a service catches, so that it has no problem type."""


class NotFoundError(Exception):
    """There is nothing with this id, or it was deleted."""
