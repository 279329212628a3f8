"""Errors of reactions."""

from webapp.errors import CaughtError

__all__ = ["NothingToChangeError"]


class NothingToChangeError(CaughtError):
    """The reaction exists already, or there is none to remove."""
