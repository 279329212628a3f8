"""What can go wrong with Dwipps."""

__all__ = ["DwippNotFoundError", "InvalidCursorError"]


class DwippNotFoundError(Exception):
    """There is no such Dwipp, or not any more."""


class InvalidCursorError(Exception):
    """The cursor was not given to this caller by this list."""
