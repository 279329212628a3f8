"""Endless requests. No two of them write the same item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, product

__all__ = ["API_OPERATIONS", "Plans", "PlannedRequest"]

THOUGHT = '{"text": "Nobody has ever seen their own face, only pictures and reflections of it."}'
API_OPERATIONS = ("health", "feed", "create", "upvote")


@dataclass(frozen=True)
class PlannedRequest:
    """A request below the base path, with the caller's access token, empty if there is no caller."""

    method: str
    path: str
    body: str = ""
    query: str = ""
    token: str = ""


class Plans:
    """Yields the next requests of each operation. Concurrent upvotes are of different Dwipps."""

    def __init__(self, tokens: Sequence[str], dwipps: Sequence[str]) -> None:
        self._next = {
            "health": cycle([PlannedRequest("GET", "/health")]),
            "feed": (_by(one, "GET", "/dwipps", query="limit=25") for one in cycle(tokens)),
            "create": (_by(one, "POST", "/dwipps", THOUGHT) for one in cycle(tokens)),
            "upvote": _upvotes(tokens, dwipps),
        }

    def take(self, operation: str, count: int) -> list[PlannedRequest]:
        return list(islice(self._next[operation], count))


def _upvotes(tokens: Sequence[str], dwipps: Sequence[str]) -> Iterator[PlannedRequest]:
    return (_by(one, "PUT", f"/dwipps/{dwipp}/upvote") for one, dwipp in product(tokens, dwipps))


def _by(token: str, method: str, path: str, body: str = "", query: str = "") -> PlannedRequest:
    return PlannedRequest(method, path, body, query, token)
