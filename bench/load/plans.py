"""What is asked: requests without end, no two of which write the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, product

__all__ = ["OPERATIONS", "Person", "Plans", "Request"]

THOUGHT = '{"text": "Nobody has ever seen their own face, only pictures and reflections of it."}'
OPERATIONS = ("health", "feed", "create", "upvote")


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in: their id, and the access token that the gateway asks for."""

    id: str
    token: str


@dataclass(frozen=True)
class Request:
    """A request below the base path; nobody's has an empty token."""

    method: str
    path: str
    body: str = ""
    query: str = ""
    user_id: str = ""
    token: str = ""


class Plans:
    """The next requests of each operation. Those that upvote at the same time do so to different Dwipps."""

    def __init__(self, people: Sequence[Person], dwipps: Sequence[str]) -> None:
        self._next = {
            "health": cycle([Request("GET", "/health")]),
            "feed": (_by(one, "GET", "/dwipps", query="limit=25") for one in cycle(people)),
            "create": (_by(one, "POST", "/dwipps", THOUGHT) for one in cycle(people)),
            "upvote": _upvotes(people, dwipps),
        }

    def take(self, operation: str, count: int) -> list[Request]:
        return list(islice(self._next[operation], count))


def _upvotes(people: Sequence[Person], dwipps: Sequence[str]) -> Iterator[Request]:
    return (_by(one, "PUT", f"/dwipps/{dwipp}/upvote") for one, dwipp in product(people, dwipps))


def _by(person: Person, method: str, path: str, body: str = "", query: str = "") -> Request:
    return Request(method, path, body, query, person.id, person.token)
