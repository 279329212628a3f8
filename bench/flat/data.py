"""Typical Dwipps, and the people who reacted to them.

The newest are the same at every size: only older ones are added.
"""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

__all__ = ["FAMOUS", "FORGOTTEN", "VIEWER", "WRITER", "SamplePerson", "Thought", "SampleWorld", "dwipp_id"]

NEWEST = 1_750_000_000_000  # Unix milliseconds; the others lie a second apart below it
REACTED = 10_000  # the number of Dwipps that the viewer has upvoted and favorited, if there are that many
FAMOUS, FORGOTTEN = 99, 98  # counted from the newest: what everybody upvoted, and what a few did
FEW_UPVOTED, FEW_FAVORITED = 29, 9
SENTENCES = "Nobody has ever seen their own face, only pictures and reflections. " * 5


@dataclass(frozen=True)
class SamplePerson:
    """A person with a profile."""

    number: int

    @property
    def id(self) -> str:
        return str(UUID(int=0xA << 124 | self.number))

    @property
    def name(self) -> str:
        """Returns a name of six to fifteen letters."""
        return "Wilhelmina Maria"[: 6 + self.number % 10].strip()

    @property
    def email(self) -> str:
        return f"person{self.number}@example.org"


VIEWER, WRITER = SamplePerson(1_000_000), SamplePerson(1_000_001)


@dataclass(frozen=True)
class Thought:
    """A Dwipp, with the people who reacted to it."""

    number: int
    author: SamplePerson
    text: str
    upvoted_by: Collection[SamplePerson]
    favorited_by: Collection[SamplePerson]

    @property
    def id(self) -> str:
        return dwipp_id(self.number)

    def shard(self, shards: int) -> int:
        """Returns a pseudorandom shard, the same in each run."""
        return random.Random(f"shard of {self.number}").randrange(shards)  # noqa: S311


class SampleWorld:
    """This many Dwipps, and a tenth as many people. All of them upvoted the famous Dwipp, half favorited it."""

    def __init__(self, dwipps: int) -> None:
        self.dwipps = dwipps
        self._crowd = [SamplePerson(number) for number in range(max(100, dwipps // 10))]

    @property
    def people(self) -> Sequence[SamplePerson]:
        return [VIEWER, WRITER, *self._crowd]

    @property
    def thoughts(self) -> Iterator[Thought]:
        """Yields the newest first."""
        return map(self._thought, range(self.dwipps))

    def _thought(self, number: int) -> Thought:
        upvoted, favorited = self._how_many(number)
        viewer = [VIEWER] if number < REACTED else []
        return Thought(
            number,
            self._author(number),
            SENTENCES[: _length(number)],
            [*viewer, *self._crowd[:upvoted]],
            [*viewer, *self._crowd[:favorited]],
        )

    def _author(self, number: int) -> SamplePerson:
        """Returns the viewer for two fifths of the Dwipps, and one other person for another two fifths."""
        often = (VIEWER, VIEWER, WRITER, WRITER)
        return often[number % 5] if number % 5 < 4 else self._crowd[number % len(self._crowd)]

    def _how_many(self, number: int) -> tuple[int, int]:
        everybody = len(self._crowd), len(self._crowd) // 2
        return {FAMOUS: everybody, FORGOTTEN: (FEW_UPVOTED, FEW_FAVORITED)}.get(number, (0, 0))


def dwipp_id(number: int) -> str:
    """Returns a UUIDv7, so that ids sort by time."""
    return str(UUID(int=NEWEST - number * 1000 << 80 | 0x7 << 76 | 0b10 << 62 | number))


def _length(number: int) -> int:
    """Returns the length of a post: a hundred characters on average, many short ones, at most 280."""
    drawn = random.Random(f"length of {number}").gammavariate(2.2, 46)  # noqa: S311
    return max(1, min(280, round(drawn)))
