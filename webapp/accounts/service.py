"""Use cases of accounts."""

from contextlib import suppress
from dataclasses import dataclass

from webapp.accounts.cognito import Cognito
from webapp.accounts.errors import AccountGoneError, SessionEndedError
from webapp.accounts.storage import NAMELESS, ProfileStorage, shown_name
from webapp.http.callers import Caller

__all__ = ["Accounts", "Profile"]


@dataclass(frozen=True)
class Profile:
    """A person's own profile."""

    user_id: str
    email: str
    display_name: str


class Accounts:
    """Operations that need both the user pool and the profiles."""

    def __init__(self, pool: Cognito, profiles: ProfileStorage) -> None:
        self._pool = pool
        self._profiles = profiles

    def confirm(self, email: str, code: str, password: str, display_name: str | None) -> None:
        """Confirms a registration, then sets its password and name.

        Only the owner of the mailbox chooses them: a registration carries neither. The code is used up first. After
        a later failure the person resets the password. Raises InvalidCodeError, WeakPasswordError,
        TooManyRequestsError.
        """
        self._pool.confirm(email, code)
        self._pool.set_password(email, password)
        if display_name:
            self._profiles.put(self._pool.user_id(email), display_name)

    def profile(self, caller: Caller) -> Profile:
        """Returns the caller's profile. Raises SessionEndedError."""
        email = self._pool.email(caller.access_token)
        name = self._profiles.find(caller.user_id) or NAMELESS
        return Profile(caller.user_id, email, shown_name(name))

    def rename(self, caller: Caller, display_name: str) -> Profile:
        """Changes the display name. Raises SessionEndedError, and then nothing has changed."""
        email = self._pool.email(caller.access_token)
        self._profiles.put(caller.user_id, display_name)
        return Profile(caller.user_id, email, display_name)

    def leave(self, caller: Caller) -> None:
        """Deletes the account if it still exists. Raises SessionEndedError.

        Marking the profile hides everything the person wrote. A job deletes it later, and also the account if the
        call to Cognito fails here.
        """
        try:
            self._pool.email(caller.access_token)  # raises if the session has ended
        except AccountGoneError:
            return self._profiles.leave(caller.user_id)
        self._profiles.leave(caller.user_id)
        with suppress(SessionEndedError):  # a first try, whose response was lost, has deleted it
            self._pool.delete(caller.access_token)
