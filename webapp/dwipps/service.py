"""What people do with Dwipps."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from webapp.callers import Caller
from webapp.dwipps.cursors import Cursors
from webapp.dwipps.feed import newest
from webapp.dwipps.ids import new_id
from webapp.dwipps.storage import DwippItem, DwippStorage, FavoriteItem, ReactionItem, UpvoteItem
from webapp.environment import environment
from webapp.together import together

__all__ = ["Dwipps", "Page", "Seen"]


class Names(Protocol):
    """Who knows people's display names."""

    def display_name(self, caller: Caller) -> str: ...


@dataclass(frozen=True)
class Seen:
    """A Dwipp as one person sees it."""

    item: DwippItem
    upvoted: bool
    favorited: bool
    is_author: bool


@dataclass(frozen=True)
class Page:
    """A part of a list, and the cursor of the next part; None at the end."""

    seen: Sequence[Seen]
    next_cursor: str | None


Reactions = Callable[[type[ReactionItem], Sequence[str]], Collection[str]]


class Dwipps:
    """Writing, reading and listing."""

    def __init__(self, storage: DwippStorage, names: Names) -> None:
        self._storage = storage
        self._names = names

    def create(self, caller: Caller, text: str) -> Seen:
        """SessionEndedError where the caller's name is needed for the first time and the person is gone."""
        item = DwippItem(
            new_id(),
            shard=secrets.randbelow(environment().feed_shards),
            author_id=caller.user_id,
            author_name=self._names.display_name(caller),
            text=text,
        )
        self._storage.put(item)
        return Seen(item, upvoted=False, favorited=False, is_author=True)

    def get(self, caller: Caller, dwipp_id: str) -> Seen:
        """DwippNotFoundError."""
        item = self._storage.get(dwipp_id)
        return self._seen(caller, [item], self._between(caller))[0]

    def feed(self, caller: Caller, limit: int, cursor: str | None) -> Page:
        """Everyone's, newest first. InvalidCursorError."""
        read = partial(newest, self._storage.of_shard, environment().feed_shards)
        return self._page(caller, Cursors("feed", caller.user_id), read, limit, cursor, self._between(caller))

    def of_caller(self, caller: Caller, limit: int, cursor: str | None) -> Page:
        """The caller's own, newest first. InvalidCursorError."""
        read = partial(self._storage.of_author, caller.user_id)
        return self._page(caller, Cursors("mine", caller.user_id), read, limit, cursor, self._among(caller))

    def _page(
        self,
        caller: Caller,
        cursors: Cursors,
        read: Callable[[str | None, int], Sequence[DwippItem]],
        limit: int,
        cursor: str | None,
        reactions: Reactions,
    ) -> Page:
        before = None if cursor is None else cursors.read(cursor)
        found = read(before, limit + 1)  # one more tells whether there is a next page
        items = found[:limit]
        next_cursor = cursors.after(items[-1].id) if len(found) > limit else None
        return Page(self._seen(caller, items, reactions), next_cursor)

    def _seen(self, caller: Caller, items: Sequence[DwippItem], reactions: Reactions) -> Sequence[Seen]:
        if not items:
            return []
        ids = [item.id for item in items]
        upvoted, favorited = together(partial(reactions, kind, ids) for kind in (UpvoteItem, FavoriteItem))
        return [
            Seen(item, item.id in upvoted, item.id in favorited, item.author_id == caller.user_id)
            for item in items
        ]

    def _between(self, caller: Caller) -> Reactions:
        """For items that follow each other in time, newest first."""
        return lambda kind, ids: self._storage.reactions_between(kind, caller.user_id, ids[-1], ids[0])

    def _among(self, caller: Caller) -> Reactions:
        """For items that may lie far apart."""
        return lambda kind, ids: self._storage.reactions_to(kind, caller.user_id, ids)
