"""Display names in memory, as `Profiles` wants them."""

from collections.abc import Collection, Mapping

from webapp.accounts.errors import SessionEndedError
from webapp.aws.transactions import Part

__all__ = ["FakeProfiles"]


class FakeProfiles:
    def __init__(self, **names: str) -> None:
        self.known = names
        self.left: set[str] = set()

    def find(self, user_id: str) -> str | None:
        if user_id in self.left:
            raise SessionEndedError
        return self.known.get(user_id)

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        return {user_id: self.known[user_id] for user_id in user_ids if user_id in self.known}

    def put(self, user_id: str, display_name: str) -> None:
        self.known[user_id] = display_name

    def leave(self, user_id: str) -> None:
        self.left.add(user_id)

    def leaving(self) -> Collection[str]:
        return self.left

    def named(self, user_id: str) -> Part:
        raise NotImplementedError  # a part of a write of DynamoDB's

    def still_named(self, user_id: str, name: str) -> Part:
        raise NotImplementedError
