"""The measured operations on the data. Calls between two of them are preparation and are not measured."""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import uuid4

from bench.flat.asking import ask
from bench.flat.data import FAMOUS, FORGOTTEN, VIEWER, WRITER, dwipp_id
from webapp import jobs
from webapp.changes.jobs import ForgetReactions

__all__ = ["operations"]

NamedOperations = Iterator[tuple[str, Callable[[], object]]]

THOUGHT = {"text": "Nobody has ever seen their own face, only pictures and reflections of it."}

_as_viewer = partial(ask, as_=VIEWER.id)


def operations() -> NamedOperations:
    """Yields the operations. Lists come first, while the newest Dwipps are those of `fill`."""
    yield from _lists()
    yield from _writing()
    yield from _reacting("upvote")
    yield from _reacting("favorite")
    yield from _jobs()


def _lists() -> NamedOperations:
    first = partial(_as_viewer, 200, "GET", "/dwipps")
    yield "feed, first page", first
    yield "feed, second page", partial(first, query=f"cursor={first()['next_cursor']}")
    yield "my Dwipps", partial(_as_viewer, 200, "GET", "/me/dwipps")
    yield "a person's Dwipps", partial(_as_viewer, 200, "GET", f"/users/{WRITER.id}/dwipps")
    yield "my favorites", partial(_as_viewer, 200, "GET", "/me/favorites")
    yield "who favorited a Dwipp", partial(_as_viewer, 200, "GET", f"/dwipps/{dwipp_id(FAMOUS)}/favorites")


def _writing() -> NamedOperations:
    create = partial(_as_viewer, 201, "POST", "/dwipps", THOUGHT)
    with_key = partial(create, headers={"idempotency-key": str(uuid4())})
    yield "create", create
    yield "create, with a key", with_key
    yield "create, with the same key again", with_key
    path = f"/dwipps/{create()['id']}"
    yield "get", partial(_as_viewer, 200, "GET", path)
    yield "edit", partial(_as_viewer, 200, "PATCH", path, {"text": "Changed."})
    yield "delete", partial(_as_viewer, 204, "DELETE", path)


def _reacting(kind: str) -> NamedOperations:
    path = f"/dwipps/{dwipp_id(FAMOUS)}/{kind}"
    put, delete, toggle = (partial(_as_viewer, 200, method, path) for method in ("PUT", "DELETE", "POST"))
    delete()
    yield f"{kind}: PUT", put
    yield f"{kind}: PUT again", put
    yield f"{kind}: DELETE", delete
    yield f"{kind}: DELETE again", delete
    yield f"{kind}: POST, setting it", toggle
    yield f"{kind}: POST, taking it back", toggle


def _jobs() -> NamedOperations:
    """Renaming and leaving cost this much for each Dwipp and reaction of a person."""
    forgotten = dwipp_id(FORGOTTEN)
    ask(204, "DELETE", f"/dwipps/{forgotten}", as_=WRITER.id)
    yield (
        "worker: a deleted Dwipp's 30 upvotes and 10 favorites",
        partial(jobs.jobs.step, ForgetReactions([forgotten])),
    )
