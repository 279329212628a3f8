"""Two weeks of the demo: who wrote what when, and who liked it. Always the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

__all__ = ["DemoDwipp", "history"]

DEMO_DAYS = 14
FAVORITED = 0.3  # of those who upvote
SEED = 1


@dataclass(frozen=True)
class DemoDwipp:
    """A Dwipp, and the names of those who upvoted and favorited it."""

    id: str
    author: str
    text: str
    upvoted_by: Sequence[str]
    favorited_by: Sequence[str]


def history(thoughts: Mapping[str, Sequence[str]], until: datetime) -> Iterator[DemoDwipp]:
    """Returns everybody's thoughts at random moments before the given one, more of them recently."""
    random = Random(SEED)  # noqa: S311  no secret
    for author, texts in thoughts.items():
        others = [name for name in thoughts if name != author]
        for text in texts:
            fans = random.sample(others, _popularity(random, len(others)))
            yield DemoDwipp(
                id=_id(until - timedelta(days=DEMO_DAYS * random.random() ** 1.3, minutes=1), random),
                author=author,
                text=text,
                upvoted_by=fans,
                favorited_by=[name for name in fans if random.random() < FAVORITED],
            )


def _popularity(random: Random, most: int) -> int:
    """Returns how many like a Dwipp: nearly everybody for a few, one or two for most."""
    return min(most, int(random.paretovariate(1)) - random.randint(0, 1))


def _id(moment: datetime, random: Random) -> str:
    """Returns a UUIDv7 of that moment; the API sorts by it. RFC 9562 section 5.7."""
    milliseconds = int(moment.timestamp() * 1000)
    value = (
        milliseconds << 80 | 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    )
    return str(UUID(int=value))
