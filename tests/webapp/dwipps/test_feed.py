"""The merge of the shards is exact and reads little."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from webapp.dwipps.feed import Feed


@dataclass(frozen=True)
class Thing:
    id: str


class Shards:
    """Items in shards, and a record of the reads."""

    def __init__(self, shards: Sequence[set[int]]) -> None:
        self.contents = [[f"{number:04}" for number in sorted(shard, reverse=True)] for shard in shards]
        self.reads: list[tuple[int, int]] = []

    def read(self, shard: int, before: str | None, count: int) -> list[Thing]:
        self.reads.append((shard, count))
        found = [one for one in self.contents[shard] if before is None or one < before]
        return [Thing(one) for one in found[:count]]

    def all(self) -> list[str]:
        return sorted((one for shard in self.contents for one in shard), reverse=True)

    def newest(self, before: str | None, count: int) -> list[str]:
        """Returns the ids of a page."""
        feed = Feed(self.read, len(self.contents), before, count)
        self.known = [thing.id for thing in feed.known]
        return [thing.id for thing in feed.page([read() for read in feed.second_round()])]


numbers = st.integers(min_value=0, max_value=999)


@given(
    owners=st.dictionaries(numbers, st.integers(min_value=0, max_value=7), max_size=200),
    count=st.integers(min_value=1, max_value=101),
    before=st.one_of(st.none(), numbers),
)
def test_the_newest_are_exactly_the_newest(owners: dict[int, int], count: int, before: int | None) -> None:
    shards = Shards([{number for number, owner in owners.items() if owner == shard} for shard in range(8)])
    cursor = None if before is None else f"{before:04}"

    found = shards.newest(cursor, count)

    assert found == [one for one in shards.all() if cursor is None or one < cursor][:count]
    assert [oldest <= found[-1] for oldest in shards.known[-1:]] == [True] * bool(found)


def test_one_shard_is_asked_once_for_the_page() -> None:
    shards = Shards([set(range(100))])

    shards.newest(None, 26)

    assert shards.reads == [(0, 26)]


def test_each_of_many_shards_is_asked_once_for_about_its_share() -> None:
    shards = Shards([set(range(shard, 800, 8)) for shard in range(8)])

    shards.newest(None, 26)

    assert sorted(shards.reads) == [(shard, 9) for shard in range(8)]


def test_a_shard_that_holds_more_than_its_share_is_asked_for_the_rest_in_the_second_round() -> None:
    shards = Shards([set(range(988, 1000)), *(set(range(shard, 900, 7)) for shard in range(7))])

    found = shards.newest(None, 26)

    assert found == shards.all()[:26]
    assert sorted(shards.reads) == [(0, 9), (0, 17), *((shard, 9) for shard in range(1, 8))]


def test_all_shards_are_asked_again_if_one_holds_most_items() -> None:
    shards = Shards([set(range(900, 1000)), *({shard} for shard in range(7))])

    found = shards.newest(None, 26)

    assert found == shards.all()[:26]
    assert sorted(shards.reads) == sorted([(shard, count) for shard in range(8) for count in (9, 26)])
    assert shards.known[-1] == found[-1]
