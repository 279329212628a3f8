"""Dwipps as the caller sees them: with the caller's reactions, without those of people who left."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from webapp.accounts.storage import ProfileStorage
from webapp.aws.parallel import in_parallel
from webapp.dwipps.storage import DwippItem
from webapp.http.callers import Caller
from webapp.reactions.storage import ReactionStorage

__all__ = ["Marks", "MarksReads", "Seen", "Views"]


@dataclass(frozen=True)
class Marks:
    """The ids of Dwipps that the caller reacted to, and of people who left."""

    upvoted: Collection[str] = ()
    favorited: Collection[str] = ()
    leaving: Collection[str] = ()


# The reads of each field of Marks, in order: `Marks(*in_parallel(reads))`.
MarksReads = Sequence[Callable[[], Collection[str]]]


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
    """Reads the caller's marks, and adds them to Dwipps."""

    def __init__(
        self, upvotes: ReactionStorage[Any], favorites: ReactionStorage[Any], profiles: ProfileStorage
    ) -> None:
        self._kinds = (upvotes, favorites)
        self._profiles = profiles

    def of_one(self, caller: Caller, item: DwippItem) -> Seen | None:
        """Returns a Dwipp by consistent reads, or None if its author has left."""
        reads = self._between(caller, item.id, item.id, consistent=True)
        return next(iter(self.seen(caller, [item], Marks(*in_parallel(reads)))), None)

    def of_neighbours(self, caller: Caller, items: Sequence[DwippItem]) -> MarksReads:
        """Returns the reads for Dwipps that follow each other in time: one range per kind of reaction."""
        return self._between(caller, items[-1].id, items[0].id) if items else []

    def of_those(self, caller: Caller, ids: Sequence[str]) -> MarksReads:
        """Returns the reads for Dwipps that may lie far apart in time."""
        if not ids:
            return []
        return [*(partial(kind.among, caller.user_id, ids) for kind in self._kinds), self._profiles.leaving]

    def seen(self, caller: Caller, items: Sequence[DwippItem], marks: Marks) -> Sequence[Seen]:
        """Returns the visible ones of these Dwipps."""
        return [
            Seen(
                item,
                upvoted=item.id in marks.upvoted,
                favorited=item.id in marks.favorited,
                is_author=item.author_id == caller.user_id,
            )
            for item in items
            if item.author_id not in marks.leaving
        ]

    def _between(self, caller: Caller, oldest: str, newest: str, *, consistent: bool = False) -> MarksReads:
        ranges = [
            partial(kind.between, caller.user_id, oldest, newest, consistent=consistent)
            for kind in self._kinds
        ]
        return [*ranges, self._profiles.leaving]
