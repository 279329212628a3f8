"""The requests to the platform, with the claims that its gateway puts into an event."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, repeat

from bench.cold.events import CREATE, FEED, UPVOTE, ApiRequest, Event, version_2
from bench.cold.functions import REAL
from bench.flat.data import VIEWER, WRITER, dwipp_id

__all__ = ["Operation", "operations"]


@dataclass(frozen=True)
class Operation:
    """The status of its responses, and its events: a different one each time if necessary."""

    status: int
    events: Callable[[], Iterator[Event]]


def operations() -> Mapping[str, Operation]:
    """Returns the operations. The writer upvotes another Dwipp each time."""
    numbers = count()
    return {
        "feed": Operation(200, partial(_same, FEED, VIEWER.id)),
        "create": Operation(201, partial(_same, CREATE, VIEWER.id)),
        "upvote": Operation(200, lambda: map(_upvote, numbers)),
    }


def _same(asked: ApiRequest, user_id: str) -> Iterator[Event]:
    return repeat(_event(asked, user_id))


def _upvote(number: int) -> Event:
    return _event(replace(UPVOTE, path_parameters={"id": dwipp_id(number)}), WRITER.id)


def _event(asked: ApiRequest, user_id: str) -> Event:
    event = version_2(replace(asked, resource=f"{REAL.base_path}{asked.resource}"))
    claims = {
        "client_id": "client",
        "exp": str(int(time.time()) + 3600),
        "scope": "aws.cognito.signin.user.admin",
        "sub": user_id,
        "token_use": "access",
    }
    event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    event["headers"]["authorization"] = "Bearer token"
    return event
