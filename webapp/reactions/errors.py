"""Errors of reactions."""

__all__ = ["NothingToChangeError"]


class NothingToChangeError(Exception):
    """The reaction exists already, or there is none to remove."""
