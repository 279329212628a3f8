"""What follows a change, after its answer was given. All of it may be done again: it only does what is left to do."""

from collections.abc import Sequence
from typing import Any, Protocol

from webapp.accounts.storage import ProfileStorage
from webapp.changes.records import Change, DwippDeleted
from webapp.dwipps.errors import DwippNotFoundError
from webapp.dwipps.storage import DwippStorage
from webapp.reactions.errors import NothingToChangeError
from webapp.reactions.storage import ReactionStorage, favorites, upvotes
from webapp.transactions import transact

__all__ = ["Changes", "Pool"]

AT_ONCE = 25  # what DynamoDB takes in one BatchWriteItem

KINDS: Sequence[ReactionStorage[Any]] = (upvotes, favorites)


class Pool(Protocol):
    """What is asked of Cognito; see `Cognito`."""

    def remove(self, user_id: str) -> None: ...


class Changes:
    """Removes what belongs to nobody any more, and brings new names to what was written under old ones."""

    def __init__(self, pool: Pool, profiles: ProfileStorage, dwipps: DwippStorage) -> None:
        self._pool = pool
        self._profiles = profiles
        self._dwipps = dwipps

    def follow(self, change: Change) -> None:
        """Does what follows from one change."""
        if isinstance(change, DwippDeleted):
            return self._forget_reactions_to(change.dwipp_id)
        profile = self._profiles.get(change.user_id)
        if profile and profile.leaving:  # once it is not, this is the change that was made here
            self._forget_person(change.user_id)
        elif profile and profile.display_name:
            self._rename(change.user_id, profile.display_name)

    def _forget_reactions_to(self, dwipp_id: str) -> None:
        for storage in KINDS:
            while user_ids := storage.of_dwipp(dwipp_id, None, AT_ONCE):
                storage.forget(user_ids, dwipp_id)

    def _forget_person(self, user_id: str) -> None:
        """The account first, then what everybody could see; the mark that hides it last."""
        self._pool.remove(user_id)
        while items := self._dwipps.of_author(user_id, None, AT_ONCE):
            self._dwipps.forget(items)
        for storage in KINDS:
            while dwipp_ids := storage.of_person(user_id, None, AT_ONCE):
                for dwipp_id in dwipp_ids:
                    _take_back(storage, user_id, dwipp_id)
        self._profiles.gone(user_id)

    def _rename(self, user_id: str, name: str) -> None:
        before = None
        while items := self._dwipps.of_author(user_id, before, AT_ONCE):
            for item in items:
                if item.author_name != name:
                    self._dwipps.rename_author(item.id, name)
            before = items[-1].id


def _take_back(storage: ReactionStorage[Any], user_id: str, dwipp_id: str) -> None:
    try:
        transact(*storage.removed(user_id, dwipp_id))
    except DwippNotFoundError:
        storage.forget([user_id], dwipp_id)
    except NothingToChangeError:
        pass
