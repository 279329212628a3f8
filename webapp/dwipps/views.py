"""Dwipps as the caller sees them: with the caller's reactions, without those of people who left."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from webapp.aws.parallel import in_parallel
from webapp.dwipps.storage import DwippItem
from webapp.http.callers import Caller

__all__ = ["People", "Reactions", "Seen", "Views"]

Reads = Sequence[Callable[[], Collection[str]]]


class Reactions(Protocol):
    """Who reacted to what; see `ReactionStorage`."""

    def between(
        self, user_id: str, oldest: str, newest: str, *, consistent: bool = False
    ) -> Collection[str]: ...
    def among(self, user_id: str, dwipp_ids: Sequence[str]) -> Collection[str]: ...


class People(Protocol):
    """Who has left, but whose Dwipps are not all deleted yet; see `Accounts`."""

    def leaving(self) -> Collection[str]: ...


@dataclass(frozen=True)
class Seen:
    """A Dwipp as the caller sees it."""

    item: DwippItem
    upvoted: bool
    favorited: bool
    is_author: bool

    @property
    def id(self) -> str:
        return self.item.id


class Views:
    """Adds the caller's reactions to Dwipps. Its reads can run in parallel with others."""

    def __init__(self, upvotes: Reactions, favorites: Reactions, people: People) -> None:
        self._kinds = (upvotes, favorites)
        self._people = people

    def of_one(self, caller: Caller, item: DwippItem) -> Seen | None:
        """Returns a Dwipp by consistent reads, or None if its author has left."""
        found = in_parallel(self._between(caller, item.id, item.id, consistent=True))
        return next(iter(self.seen(caller, [item], found)), None)

    def of_neighbours(self, caller: Caller, items: Sequence[DwippItem]) -> Reads:
        """Returns the reads for Dwipps that follow each other in time: one range per kind of reaction."""
        return self._between(caller, items[-1].id, items[0].id) if items else []

    def of_those(self, caller: Caller, ids: Sequence[str]) -> Reads:
        """Returns the reads for Dwipps that may lie far apart in time."""
        marks = [partial(kind.among, caller.user_id, ids) for kind in self._kinds]
        return [*marks, self._people.leaving] if ids else []

    def seen(
        self, caller: Caller, items: Sequence[DwippItem], found: Sequence[Collection[str]]
    ) -> Sequence[Seen]:
        """Returns the Dwipps with the results of those reads."""
        upvoted, favorited, leaving = found or [(), (), ()]
        return [
            Seen(item, item.id in upvoted, item.id in favorited, item.author_id == caller.user_id)
            for item in items
            if item.author_id not in leaving
        ]

    def _between(self, caller: Caller, oldest: str, newest: str, *, consistent: bool = False) -> Reads:
        marks = [
            partial(kind.between, caller.user_id, oldest, newest, consistent=consistent)
            for kind in self._kinds
        ]
        return [*marks, self._people.leaving]
