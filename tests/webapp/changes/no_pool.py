"""A user pool for jobs that only change data."""

from webapp.accounts.cognito import Cognito

__all__ = ["NoPool"]


class NoPool(Cognito):
    """An empty user pool."""

    def __init__(self) -> None:
        pass

    def remove(self, user_id: str) -> None:
        pass
