"""Dwipps as one person sees them: with what they have to do with each, and none of people who have left."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from webapp.callers import Caller
from webapp.dwipps.storage import DwippItem
from webapp.together import together

__all__ = ["People", "Reactions", "Seen", "Views"]


class Reactions(Protocol):
    """Who reacted to what; see `ReactionStorage`."""

    def between(
        self, user_id: str, oldest: str, newest: str, *, consistent: bool = False
    ) -> Collection[str]: ...
    def among(self, user_id: str, dwipp_ids: Sequence[str]) -> Collection[str]: ...


class People(Protocol):
    """Who has left, but whose Dwipps are not all removed yet; see `Accounts`."""

    def leaving(self) -> Collection[str]: ...


@dataclass(frozen=True)
class Seen:
    """A Dwipp as one person sees it."""

    item: DwippItem
    upvoted: bool
    favorited: bool
    is_author: bool


class Views:
    """Looks at Dwipps with somebody's eyes."""

    def __init__(self, upvotes: Reactions, favorites: Reactions, people: People) -> None:
        self._kinds = (upvotes, favorites)
        self._people = people

    def of_one(self, caller: Caller, item: DwippItem) -> Seen | None:
        """A Dwipp as it is after every write that was answered; None where its author has left."""
        marks = [
            partial(kind.between, caller.user_id, item.id, item.id, consistent=True) for kind in self._kinds
        ]
        return next(iter(self._seen(caller, lambda: [item], marks)), None)

    def of_neighbours(self, caller: Caller, items: Sequence[DwippItem]) -> Sequence[Seen]:
        """Dwipps that follow each other in time, newest first: one read a kind tells which have a mark."""
        marks = [
            partial(kind.between, caller.user_id, items[-1].id, items[0].id) for kind in self._kinds if items
        ]
        return self._seen(caller, lambda: items, marks)

    def of_those(
        self, caller: Caller, ids: Sequence[str], read: Callable[[], Sequence[DwippItem]]
    ) -> Sequence[Seen]:
        """Dwipps that may lie far apart in time; `read` gives those of the ids that are there."""
        marks = [partial(kind.among, caller.user_id, ids) for kind in self._kinds if ids]
        return self._seen(caller, read, marks)

    def _seen(
        self,
        caller: Caller,
        read: Callable[[], Sequence[DwippItem]],
        marks: Sequence[Callable[[], Collection[str]]],
    ) -> Sequence[Seen]:
        if not marks:
            return []
        found: list[Any] = together([read, *marks, self._people.leaving])
        items, upvoted, favorited, leaving = found
        return [
            Seen(item, item.id in upvoted, item.id in favorited, item.author_id == caller.user_id)
            for item in items
            if item.author_id not in leaving
        ]
