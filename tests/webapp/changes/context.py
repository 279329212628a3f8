"""What Lambda tells the worker of an invocation."""

__all__ = ["Context"]


class Context:
    """A minute is left."""

    def get_remaining_time_in_millis(self) -> int:
        return 60_000
