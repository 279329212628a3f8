"""The background work of a person's month: cleaning up after deletes, renames and deleted accounts."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.cost.measured import MeasuredUnits
from bench.cost.units import Units
from bench.cost.usage import KEPT_MONTHS, Month

__all__ = ["DELETED", "Consequence", "consequences"]

DELETED, REACTIONS = "worker: a deleted Dwipp's 30 upvotes and 10 favorites", 40  # as it was measured
RENAMED = Units(write=3)  # a Dwipp and its two indexes


@dataclass(frozen=True)
class Consequence:
    """How often one person causes it in a month, and what it costs each time."""

    what: str
    times: float
    units: Units


def consequences(month: Month, measured: MeasuredUnits, shards: int) -> Iterator[Consequence]:
    """Returns what was measured for a deleted Dwipp. The others are derived from it and from similar operations."""
    reacted = month.times("upvote_dwipp", "favorite_dwipp")
    forgotten = measured.units(DELETED, shards) * (reacted / month.times("create_dwipp") / REACTIONS)
    dwipp = measured.units("delete", shards) + forgotten
    reaction = measured.units("upvote: DELETE", shards)
    written, kept = KEPT_MONTHS * month.times("create_dwipp"), KEPT_MONTHS * reacted
    yield Consequence("a deleted Dwipp", month.times("delete_dwipp"), forgotten)
    yield Consequence("a new name", month.times("update_me"), RENAMED * written)
    yield Consequence("somebody who leaves", month.times("delete_me"), dwipp * written + reaction * kept)
