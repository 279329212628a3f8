"""What the laptop's platform cannot do, told to a person."""

__all__ = ["LocalCloudError"]


class LocalCloudError(Exception):
    """A fault that its reader can mend: the message is one line that says what is wrong and what to do."""
