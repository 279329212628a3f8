"""Dwipps in lists, newest first."""

from functools import partial
from operator import attrgetter

from webapp.callers import Caller
from webapp.dwipps.cursors import Asked, Cursors, Page
from webapp.dwipps.feed import newest
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.dwipps.views import Seen, Views
from webapp.environment import environment
from webapp.together import together

__all__ = ["Lists"]


class Lists:
    """Everyone's, and one person's. A page may be shorter than asked for: those of people who left are not on it."""

    def __init__(self, storage: DwippStorage, views: Views) -> None:
        self._storage = storage
        self._views = views

    def feed(self, caller: Caller, asked: Asked) -> Page[Seen]:
        """Everyone's. InvalidCursorError."""
        cursors, shards = Cursors("feed", caller.user_id), environment().feed_shards
        beside = partial(self._views.of_neighbours, caller)
        items, found = newest(self._storage.of_shard, shards, cursors.beyond(asked), asked.count, beside)
        page = cursors.page(asked, items, attrgetter("id"))
        return Page(self._views.seen(caller, page.items, found), page.next_cursor)

    def of_author(self, caller: Caller, author_id: str, asked: Asked) -> Page[Seen]:
        """One person's, who may be the caller or nobody. InvalidCursorError."""
        cursors = Cursors(f"author:{author_id}", caller.user_id)
        items = self._storage.of_author(author_id, cursors.beyond(asked), asked.count)
        page: Page[DwippItem] = cursors.page(asked, items, attrgetter("id"))
        found = together(self._views.of_those(caller, [item.id for item in page.items]))
        return Page(self._views.seen(caller, page.items, found), page.next_cursor)
