"""The feed: everyone's Dwipps, newest first, merged from its shards."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from webapp.aws.parallel import in_parallel

__all__ = ["newest"]


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=HasId)
Read = Callable[[int, str | None, int], Sequence[Item]]
Beside = Callable[[Sequence[Item]], Iterable[Callable[[], Any]]]


def newest(
    read: Read[Item], shards: int, before: str | None, count: int, beside: Beside[Item]
) -> tuple[Sequence[Item], Sequence[Any]]:
    """Returns the newest `count` items of all shards below an id, and the results of `beside`.

    `read(shard, before, count)` returns the newest items of one shard. The first round asks each shard for its share.
    A shard that may hold more of the page is read again, in parallel with `beside(items)`, whose items reach at least
    as far back as the page.
    """
    share, first = _first_round(read, shards, before, count)
    known = _merged(first, count)
    place = {item.id: number for number, item in enumerate(known, start=1)}
    room = [count - place.get(items[-1].id, count) if len(items) == share else 0 for items in first]
    again = [partial(read, shard, first[shard][-1].id, left) for shard, left in enumerate(room) if left]
    found: list[Any] = in_parallel(chain(again, beside(known)))
    return _merged([known, *found[: len(again)]], count), found[len(again) :]


def _first_round(
    read: Read[Item], shards: int, before: str | None, count: int
) -> tuple[int, Sequence[Sequence[Item]]]:
    """Returns how many items each shard was asked for, and the items: at least a page, or all there are.

    If one shard holds most items, as after shards were added, this takes a second round.
    """
    share = _share(count, shards)
    first = in_parallel(partial(read, shard, before, share) for shard in range(shards))
    if sum(map(len, first)) < count and any(len(items) == share for items in first):
        share, first = count, in_parallel(partial(read, shard, before, count) for shard in range(shards))
    return share, first


def _share(count: int, shards: int) -> int:
    """Returns a shard's expected part of a page plus three standard deviations, so that a second read is rare."""
    mean = count / shards
    return min(count, math.ceil(mean + 3 * math.sqrt(mean)))


def _merged(parts: Iterable[Sequence[Item]], count: int) -> list[Item]:
    return sorted(chain.from_iterable(parts), key=attrgetter("id"), reverse=True)[:count]
