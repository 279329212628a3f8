"""The laptop's errors for people."""

__all__ = ["LocalCloudError"]


class LocalCloudError(Exception):
    """A fault that the user can fix. The message is one line: what is wrong and what to do."""
