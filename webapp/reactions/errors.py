"""What a reaction can find."""

__all__ = ["NothingToChangeError"]


class NothingToChangeError(Exception):
    """The person has reacted already, or had not."""
