"""Display names in memory, as `Profiles` wants them."""

__all__ = ["FakeProfiles"]


class FakeProfiles:
    def __init__(self, **names: str) -> None:
        self.names = names

    def find(self, user_id: str) -> str | None:
        return self.names.get(user_id)

    def put(self, user_id: str, display_name: str) -> None:
        self.names[user_id] = display_name
