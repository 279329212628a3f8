"""Use cases of accounts."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from webapp.accounts.cognito import Tokens
from webapp.accounts.errors import AccountGoneError, SessionEndedError
from webapp.aws.transactions import Part
from webapp.http.callers import Caller
from webapp.strings.text import legible

__all__ = ["Accounts", "Profile", "Profiles", "UserPool"]

NAMELESS = "Somebody"


class UserPool(Protocol):
    """What accounts ask of Cognito; see `Cognito` for what each raises."""

    def register(self, email: str) -> None: ...
    def confirm(self, email: str, code: str) -> None: ...
    def set_password(self, email: str, password: str) -> None: ...
    def user_id(self, email: str) -> str: ...
    def resend(self, email: str) -> None: ...
    def log_in(self, email: str, password: str) -> Tokens: ...
    def refresh(self, refresh_token: str) -> Tokens: ...
    def sign_out(self, access_token: str) -> None: ...
    def forgot(self, email: str) -> None: ...
    def reset(self, email: str, code: str, password: str) -> None: ...
    def change_password(self, access_token: str, current: str, new: str) -> None: ...
    def email(self, access_token: str) -> str: ...
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
    """A person's own profile."""

    user_id: str
    email: str
    display_name: str


class Accounts:
    """Registration, sessions, passwords and profiles."""

    def __init__(self, pool: UserPool, profiles: Profiles) -> None:
        self.pool = pool
        self._profiles = profiles

    def confirm(self, email: str, code: str, password: str, display_name: str | None) -> None:
        """Confirms a registration, then sets its password and name.

        Only the owner of the mailbox chooses them: a registration carries neither. The code is used up first. After
        a later failure the person resets the password. Raises InvalidCodeError, WeakPasswordError,
        TooManyRequestsError.
        """
        self.pool.confirm(email, code)
        self.pool.set_password(email, password)
        if display_name:
            self._profiles.put(self.pool.user_id(email), display_name)

    def profile(self, caller: Caller) -> Profile:
        """Returns the caller's profile. Raises SessionEndedError."""
        email = self.pool.email(caller.access_token)
        name = self._profiles.find(caller.user_id) or NAMELESS
        return Profile(caller.user_id, email, legible(name))

    def rename(self, caller: Caller, display_name: str) -> Profile:
        """Changes the display name. Raises SessionEndedError, and then nothing has changed."""
        email = self.pool.email(caller.access_token)
        self._profiles.put(caller.user_id, display_name)
        return Profile(caller.user_id, email, display_name)

    def leave(self, caller: Caller) -> None:
        """Deletes the account if it still exists. Raises SessionEndedError.

        Marking the profile hides everything the person wrote. A job deletes it later, and also the account if the
        call to Cognito fails here.
        """
        try:
            self.pool.email(caller.access_token)  # raises if the session has ended
        except AccountGoneError:
            return self._profiles.leave(caller.user_id)
        self._profiles.leave(caller.user_id)
        with suppress(SessionEndedError):  # a first try, whose response was lost, has deleted it
            self.pool.delete(caller.access_token)

    def display_name(self, caller: Caller) -> str:
        """Returns the caller's name as it is stored. Stores a default one on first use. Raises SessionEndedError."""
        found = self._profiles.find(caller.user_id)
        if found is None:
            found = NAMELESS
            self._profiles.put(caller.user_id, found)
        return found

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        """Returns display names by user id, of those who have a profile."""
        return self._profiles.names(user_ids)

    def leaving(self) -> Collection[str]:
        """Returns the ids of people whose Dwipps are hidden."""
        return self._profiles.leaving()

    def named(self, user_id: str) -> Part:
        """Returns the condition that the person has a profile. Refused with NamelessError."""
        return self._profiles.named(user_id)

    def still_named(self, user_id: str, name: str) -> Part:
        """Returns the condition that this name is stored. Refused with NameChangedError."""
        return self._profiles.still_named(user_id, name)
