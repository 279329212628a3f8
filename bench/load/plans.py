"""Endless requests. No two of them write the same item."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice, product, repeat

__all__ = ["CLIENTS", "Plans", "PlannedRequest"]

CLIENTS = (1, 8, 32)
THOUGHT = '{"text": "Nobody has ever seen their own face, only pictures and reflections of it."}'


@dataclass(frozen=True)
class PlannedRequest:
    """A request below the base path, with the caller's access token, empty if there is no caller."""

    method: str
    path: str
    body: str = ""
    token: str = ""


class Plans:
    """Yields the next requests of each operation. Concurrent upvotes are of different Dwipps."""

    def __init__(self, tokens: Sequence[str], dwipps: Sequence[str]) -> None:
        self._next = {
            "health": repeat(PlannedRequest("GET", "/health")),
            "feed": (PlannedRequest("GET", "/dwipps?limit=25", token=one) for one in cycle(tokens)),
            "create": (PlannedRequest("POST", "/dwipps", THOUGHT, one) for one in cycle(tokens)),
            "upvote": (
                PlannedRequest("PUT", f"/dwipps/{dwipp}/upvote", token=one)
                for one, dwipp in product(tokens, dwipps)
            ),
        }

    def take(self, operation: str, count: int) -> list[PlannedRequest]:
        return list(islice(self._next[operation], count))
