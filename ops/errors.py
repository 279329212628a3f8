"""Errors of the operator's commands."""

__all__ = ["OpsError"]


class OpsError(Exception):
    """An error that the operator can fix. The message says what is wrong and what to do."""
