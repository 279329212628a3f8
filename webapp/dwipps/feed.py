"""Everyone's Dwipps, newest first, merged from the feed's shards."""

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

from webapp.together import together

__all__ = ["newest"]


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=HasId)
Read = Callable[[int, str | None, int], Sequence[Item]]


def newest(read: Read[Item], shards: int, before: str | None, count: int) -> list[Item]:
    """The newest items of all shards, below an id where one is given.

    `read(shard, before, count)` gives the newest of one shard. Each is asked for about its share, all at the
    same time, and again only where the merge has used up what it gave.
    """
    share = _share(count, shards)
    first = together(partial(read, shard, before, share) for shard in range(shards))
    streams = [_stream(read, shard, items, share) for shard, items in enumerate(first)]
    return list(islice(heapq.merge(*streams, key=lambda item: item.id, reverse=True), count))


def _share(count: int, shards: int) -> int:
    """What a shard holds of a page, plus three standard deviations: another round is then rare."""
    mean = count / shards
    return min(count, math.ceil(mean + 3 * math.sqrt(mean)))


def _stream(read: Read[Item], shard: int, items: Sequence[Item], share: int) -> Iterator[Item]:
    while True:
        yield from items
        if len(items) < share:
            return
        items = read(shard, items[-1].id, share)
