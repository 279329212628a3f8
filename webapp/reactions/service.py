"""Use cases of upvotes and favorites."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from operator import attrgetter
from typing import Any

from webapp.accounts.errors import NamelessError
from webapp.accounts.storage import ProfileStorage
from webapp.aws.parallel import in_parallel
from webapp.aws.transactions import transact
from webapp.dwipps.errors import DwippNotFoundError
from webapp.dwipps.service import Dwipps
from webapp.dwipps.storage import DwippStorage
from webapp.dwipps.views import Marks, Seen, Views
from webapp.http.callers import Caller
from webapp.pages.cursors import Asked, Cursors, Page
from webapp.reactions.errors import NothingToChangeError
from webapp.reactions.storage import ReactionStorage

__all__ = ["FavoriteLists", "Person", "Reactions"]


@dataclass(frozen=True)
class Person:
    """A person as others see them."""

    id: str
    display_name: str


class Reactions:
    """One kind of reaction."""

    def __init__(self, storage: ReactionStorage[Any], dwipps: Dwipps, profiles: ProfileStorage) -> None:
        self._storage = storage
        self._dwipps = dwipps
        self._profiles = profiles

    def add(self, caller: Caller, dwipp_id: str) -> Seen:
        """Adds the reaction if there is none. Raises DwippNotFoundError, SessionEndedError."""
        with suppress(NothingToChangeError):
            self._add(caller, dwipp_id)
        return self._dwipps.get(caller, dwipp_id)

    def remove(self, caller: Caller, dwipp_id: str) -> Seen:
        """Removes the reaction if there is one. Raises DwippNotFoundError."""
        with suppress(NothingToChangeError):
            self._remove(caller, dwipp_id)
        return self._dwipps.get(caller, dwipp_id)

    def toggle(self, caller: Caller, dwipp_id: str) -> Seen:
        """Adds the reaction if there is none, removes it otherwise. Raises DwippNotFoundError, SessionEndedError."""
        for change in cycle((self._add, self._remove)):
            with suppress(NothingToChangeError):
                change(caller, dwipp_id)
                break
        return self._dwipps.get(caller, dwipp_id)

    def _add(self, caller: Caller, dwipp_id: str) -> None:
        added = self._storage.added(caller.user_id, dwipp_id)
        write = partial(transact, self._profiles.named(caller.user_id), *added)
        try:
            write()
        except NamelessError:
            self._profiles.display_name(caller.user_id)  # creates a profile, unless they have left
            write()

    def _remove(self, caller: Caller, dwipp_id: str) -> None:
        transact(*self._storage.removed(caller.user_id, dwipp_id))


class FavoriteLists:
    """One person's favorites, and the people who favorited one Dwipp."""

    def __init__(
        self, favorites: ReactionStorage[Any], storage: DwippStorage, views: Views, profiles: ProfileStorage
    ) -> None:
        self._favorites = favorites
        self._storage = storage
        self._views = views
        self._profiles = profiles

    def of_caller(self, caller: Caller, asked: Asked) -> Page[Seen]:
        """Returns a page of the caller's favorites, newest Dwipp first. Raises InvalidCursorError."""

        def look(before: str | None, limit: int) -> tuple[Sequence[str], Sequence[Seen]]:
            ids = self._favorites.of_person(caller.user_id, before, limit + 1)
            marks = self._views.of_those(caller, ids[:limit])
            reads: list[Callable[[], Any]] = [partial(self._storage.those, ids[:limit]), *marks]
            items, *found = in_parallel(reads)
            return ids, self._views.seen(caller, items, Marks(*found))

        return Cursors("favorites", caller.user_id).filled(asked, look, str, attrgetter("id"))

    def of_dwipp(self, caller: Caller, dwipp_id: str, asked: Asked) -> Page[Person]:
        """Returns a page of who favorited a Dwipp, sorted by id. Raises DwippNotFoundError, InvalidCursorError."""

        def look(after: str | None, limit: int) -> tuple[Sequence[str], Sequence[Person]]:
            reads: list[Callable[[], Any]] = [
                partial(self._storage.get, dwipp_id),
                self._profiles.leaving,
                partial(self._favorites.of_dwipp, dwipp_id, after, limit + 1),
            ]
            item, leaving, ids = in_parallel(reads)
            if item.author_id in leaving:
                raise DwippNotFoundError
            names = self._profiles.names(ids[:limit])
            return ids, [Person(one, names[one]) for one in ids[:limit] if one in names]

        return Cursors(f"favorites:{dwipp_id}", caller.user_id).filled(asked, look, str, attrgetter("id"))
