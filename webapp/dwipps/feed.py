"""The feed: everyone's Dwipps, newest first, merged from its shards."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Generic, TypeVar

from webapp.aws.parallel import in_parallel
from webapp.pages.malformed import HasId

__all__ = ["Feed"]


Item = TypeVar("Item", bound=HasId)
# read(shard, before, count) returns the newest items of one shard, below an id if one is given.
Read = Callable[[int, str | None, int], Sequence[Item]]


class Feed(Generic[Item]):
    """The newest `count` items of all shards, read in two rounds.

    The first round asks each shard for its share of the page. A shard that may hold more of the page is read again in
    the second round, which the caller runs in parallel with its own reads about `known`.
    """

    def __init__(self, read: Read[Item], shards: int, before: str | None, count: int) -> None:
        self._read = read
        self._count = count
        self._share, self._first = self._first_round(shards, before)
        self.known = self._newest(self._first)

    def second_round(self) -> Sequence[Callable[[], Sequence[Item]]]:
        """Returns the reads of shards that may hold more of the page."""
        return [
            partial(self._read, shard, items[-1].id, room)
            for shard, items in enumerate(self._first)
            if (room := self._room_below(items))
        ]

    def page(self, second: Iterable[Sequence[Item]]) -> Sequence[Item]:
        """Returns the page, given the results of the second round."""
        return self._newest([self.known, *second])

    def _first_round(self, shards: int, before: str | None) -> tuple[int, Sequence[Sequence[Item]]]:
        """Returns how many items each shard was asked for, and the items: at least a page, or all there are.

        If one shard holds most items, as after shards were added, all are asked again for a whole page.
        """
        share = _share(self._count, shards)
        first = in_parallel(partial(self._read, shard, before, share) for shard in range(shards))
        if sum(map(len, first)) < self._count and any(len(items) == share for items in first):
            share = self._count
            first = in_parallel(partial(self._read, shard, before, share) for shard in range(shards))
        return share, first

    def _room_below(self, items: Sequence[Item]) -> int:
        """Returns how many items of the page a shard may hold below those that it returned."""
        if len(items) < self._share:
            return 0
        newer = sum(item.id >= items[-1].id for item in self.known)
        return self._count - newer

    def _newest(self, parts: Iterable[Sequence[Item]]) -> Sequence[Item]:
        return sorted(chain.from_iterable(parts), key=attrgetter("id"), reverse=True)[: self._count]


def _share(count: int, shards: int) -> int:
    """Returns a shard's expected part of a page plus three standard deviations, so that a second read is rare."""
    mean = count / shards
    return min(count, math.ceil(mean + 3 * math.sqrt(mean)))
