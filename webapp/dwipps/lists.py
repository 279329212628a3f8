"""Lists of Dwipps, newest first."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from webapp.aws.parallel import in_parallel
from webapp.dwipps.feed import Feed
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.dwipps.views import Marks, Seen, Views
from webapp.environment import environment
from webapp.http.callers import Caller
from webapp.pages.cursors import Asked, Cursors, Page

__all__ = ["Lists"]

ID = attrgetter("id")


class Lists:
    """The feed, and one person's Dwipps. Dwipps of people who left are hidden."""

    def __init__(self, storage: DwippStorage, views: Views) -> None:
        self._storage = storage
        self._views = views

    def feed(self, caller: Caller, asked: Asked) -> Page[Seen]:
        """Returns a page of everyone's Dwipps. Raises InvalidCursorError."""
        hidden: set[str] = set()

        def look(before: str | None, limit: int) -> tuple[Sequence[DwippItem], Sequence[Seen]]:
            read = partial(self._storage.of_shard, hidden=frozenset(hidden))
            feed = Feed(read, environment().feed_shards, before, limit + 1)
            again, marks = feed.second_round(), self._views.of_neighbours(caller, feed.known)
            reads: list[Callable[[], Any]] = [*again, *marks]
            found = in_parallel(reads)
            items = feed.page(found[: len(again)])
            seen = self._views.seen(caller, items[:limit], Marks(*found[len(again) :]))
            hidden.update({item.author_id for item in items[:limit]} - {one.item.author_id for one in seen})
            return items, seen

        return Cursors("feed", caller.user_id).filled(asked, look, ID, ID)

    def of_author(self, caller: Caller, author_id: str, asked: Asked) -> Page[Seen]:
        """Returns a page of one person's Dwipps. Raises InvalidCursorError."""

        def look(before: str | None, limit: int) -> tuple[Sequence[DwippItem], Sequence[Seen]]:
            items = self._storage.of_author(author_id, before, limit + 1)
            marks = Marks(*in_parallel(self._views.of_those(caller, [item.id for item in items[:limit]])))
            seen = self._views.seen(caller, items[:limit], marks)
            return (items, seen) if seen else ([], [])  # no page of a person who has left

        return Cursors(f"author:{author_id}", caller.user_id).filled(asked, look, ID, ID)
