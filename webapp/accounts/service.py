"""What people do with their accounts."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from webapp.accounts.cognito import Tokens, User
from webapp.accounts.errors import EmailTakenError
from webapp.callers import Caller

__all__ = ["Accounts", "Profile", "Profiles", "UserPool"]

NAMELESS = "Somebody"


class UserPool(Protocol):
    """What accounts ask of Cognito; see `Cognito` for what each raises."""

    def sign_up(self, email: str, password: str, name: str | None) -> None: ...
    def confirm(self, email: str, code: str) -> None: ...
    def resend(self, email: str) -> None: ...
    def log_in(self, email: str, password: str) -> Tokens: ...
    def refresh(self, refresh_token: str) -> Tokens: ...
    def sign_out(self, access_token: str) -> None: ...
    def forgot(self, email: str) -> None: ...
    def reset(self, email: str, code: str, password: str) -> None: ...
    def change_password(self, access_token: str, current: str, new: str) -> None: ...
    def user(self, access_token: str) -> User: ...


class Profiles(Protocol):
    """Display names by user id."""

    def find(self, user_id: str) -> str | None: ...
    def put(self, user_id: str, display_name: str) -> None: ...


@dataclass(frozen=True)
class Profile:
    """A person as they see themselves."""

    user_id: str
    email: str
    display_name: str


class Accounts:
    """Registration, sessions, passwords and profiles."""

    def __init__(self, pool: UserPool, profiles: Profiles) -> None:
        self.pool = pool
        self._profiles = profiles

    def register(self, email: str, password: str, display_name: str | None) -> None:
        """Mails a code to a new address. Nobody learns that an address is taken.

        The name waits in the user pool: a registration that nobody confirms writes nothing of ours.
        """
        with suppress(EmailTakenError):
            self.pool.sign_up(email, password, display_name)

    def profile(self, caller: Caller) -> Profile:
        """SessionEndedError."""
        user = self.pool.user(caller.access_token)
        name = self._profiles.find(caller.user_id) or user.name or NAMELESS
        return Profile(caller.user_id, user.email, name)

    def rename(self, caller: Caller, display_name: str) -> Profile:
        """SessionEndedError, and then nothing has changed."""
        user = self.pool.user(caller.access_token)
        self._profiles.put(caller.user_id, display_name)
        return Profile(caller.user_id, user.email, display_name)

    def display_name(self, caller: Caller) -> str:
        """The name that the caller's Dwipps carry; kept from the first time it is needed. SessionEndedError."""
        found = self._profiles.find(caller.user_id)
        if found is None:
            found = self.pool.user(caller.access_token).name or NAMELESS
            self._profiles.put(caller.user_id, found)
        return found
