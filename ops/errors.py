"""What an operator's command cannot do, told to a person."""

__all__ = ["OpsError"]


class OpsError(Exception):
    """A fault that its reader can mend: the message says what is wrong and what to do."""
