"""The API and the mailbox, as a person on a laptop uses them."""

from typing import Any

from tests.contract.api import PASSWORD, ApiSession, Somebody
from tests.contract.people import MailboxPeople, a_new_email

__all__ = ["PASSWORD", "LaptopApi", "Somebody", "a_new_email"]


class LaptopApi(ApiSession):
    """The API and the mails that it sends."""

    def __init__(self, outputs: dict[str, Any]) -> None:
        super().__init__(outputs["api_url"])
        self.outputs = outputs
        self._people = MailboxPeople(self, outputs["mailbox_api_url"])

    def mails_to(self, email: str) -> list[dict[str, str]]:
        """Returns the mails to an address, newest first."""
        return self._people.mails_to(email)

    def code_for(self, email: str) -> str:
        return self.mails_to(email)[0]["code"]

    def registered(self, email: str | None = None) -> Somebody:
        """Registers a person, without the confirmation."""
        somebody = Somebody(email or a_new_email())
        assert self.call("POST", "/accounts", {"email": somebody.email}).status_code == 202
        return somebody

    def confirmed(self, email: str | None = None) -> Somebody:
        somebody = self.registered(email)
        self._people.confirm(somebody.email)
        return somebody

    def somebody(self, email: str | None = None) -> Somebody:
        """Returns a person who is confirmed and logged in."""
        return self.logged_in(self.confirmed(email))
