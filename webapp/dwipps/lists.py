"""Dwipps in lists, newest first."""

from functools import partial
from operator import attrgetter

from webapp.callers import Caller
from webapp.dwipps.cursors import Asked, Cursors, Page
from webapp.dwipps.feed import newest
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.dwipps.views import Seen, Views
from webapp.environment import environment

__all__ = ["Lists"]


class Lists:
    """Everyone's, and one person's. A page may be shorter than asked for: those of people who left are not on it."""

    def __init__(self, storage: DwippStorage, views: Views) -> None:
        self._storage = storage
        self._views = views

    def feed(self, caller: Caller, asked: Asked) -> Page[Seen]:
        """Everyone's. InvalidCursorError."""
        read = partial(newest, self._storage.of_shard, environment().feed_shards)
        page: Page[DwippItem] = Cursors("feed", caller.user_id).page(asked, read, attrgetter("id"))
        return Page(self._views.of_neighbours(caller, page.items), page.next_cursor)

    def of_author(self, caller: Caller, author_id: str, asked: Asked) -> Page[Seen]:
        """One person's, who may be the caller or nobody. InvalidCursorError."""
        read, cursors = (
            partial(self._storage.of_author, author_id),
            Cursors(f"author:{author_id}", caller.user_id),
        )
        page: Page[DwippItem] = cursors.page(asked, read, attrgetter("id"))
        ids = [item.id for item in page.items]
        return Page(self._views.of_those(caller, ids, lambda: page.items), page.next_cursor)
