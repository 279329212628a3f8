"""What people do with their accounts."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from webapp.accounts.cognito import Tokens, User
from webapp.accounts.errors import EmailTakenError, SessionEndedError
from webapp.callers import Caller
from webapp.transactions import Part

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
    def delete(self, access_token: str) -> None: ...


class Profiles(Protocol):
    """Display names by user id; see `ProfileStorage` for what each raises."""

    def find(self, user_id: str) -> str | None: ...
    def names(self, user_ids: Collection[str]) -> Mapping[str, str]: ...
    def put(self, user_id: str, display_name: str) -> None: ...
    def leave(self, user_id: str) -> None: ...
    def leaving(self) -> Collection[str]: ...
    def named(self, user_id: str) -> Part: ...
    def still_named(self, user_id: str, name: str) -> Part: ...


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
        """Mails a code to a new address. InvalidEmailError, WeakPasswordError; nobody learns that one is taken.

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

    def leave(self, caller: Caller) -> None:
        """Deletes the account. SessionEndedError.

        With the profile all that the person wrote goes out of sight; the worker removes it, and the account
        should Cognito fail here.
        """
        self.pool.user(caller.access_token)
        self._profiles.leave(caller.user_id)
        with suppress(SessionEndedError):  # a first try, whose answer got lost, has deleted it
            self.pool.delete(caller.access_token)

    def display_name(self, caller: Caller) -> str:
        """The name that the caller's Dwipps carry; kept from the first time it is needed. SessionEndedError."""
        found = self._profiles.find(caller.user_id)
        if found is None:
            found = self.pool.user(caller.access_token).name or NAMELESS
            self._profiles.put(caller.user_id, found)
        return found

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        """The display names of those who are here, by user id."""
        return self._profiles.names(user_ids)

    def leaving(self) -> Collection[str]:
        """Whose Dwipps nobody may see any more."""
        return self._profiles.leaving()

    def named(self, user_id: str) -> Part:
        """Part of a write: that the person has a profile. NamelessError."""
        return self._profiles.named(user_id)

    def still_named(self, user_id: str, name: str) -> Part:
        """Part of a write: that the person goes by this name. NameChangedError."""
        return self._profiles.still_named(user_id, name)
