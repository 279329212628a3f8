"""What is compared: the frameworks alone, and the platform's handler with FastAPI and boto3 in three ways.

The latter make the same reads and writes on the same tables of one DynamoDB Local, and give equal answers.
"""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, repeat
from pathlib import Path
from typing import Any

from bench.cold.environment import DWIPPER
from bench.cold.events import CREATE, FEED, UPVOTE, ApiRequest, Event
from bench.cold.functions import OURS, PEERS, REAL, processes
from bench.flat.data import VIEWER, WRITER, dwipp_id
from bench.warm.backend import backend
from bench.warm.times import Found, by_function, in_turn

__all__ = ["FASTAPI", "REMEMBERING", "WAYS", "compare", "frameworks", "memory", "operations", "whole"]

REMEMBERING = Path(__file__).with_name("remembering.py").read_text("utf-8")
(FASTAPI,) = (function for function in PEERS if function.name == "fastapi")
LABELS = {"in_turn": "one read after another", "at_once": "reads at once", "in_the_loop": "in its event loop"}
WAYS = tuple(
    replace(
        FASTAPI, label=f"FastAPI + boto3, {label}", module="on_dynamodb", variables={**DWIPPER, "WAY": way}
    )
    for way, label in LABELS.items()
)


def operations() -> Mapping[str, tuple[int, Iterator[Event]]]:
    """Returns the status and the events of each operation. The writer upvotes another Dwipp each time."""
    upvoted = (replace(UPVOTE, path_parameters={"id": dwipp_id(number)}) for number in count())
    return {
        "feed": (200, repeat(_event(FEED, VIEWER.id))),
        "create": (201, repeat(_event(CREATE, VIEWER.id))),
        "upvote": (200, (_event(asked, WRITER.id) for asked in upvoted)),
    }


def _event(asked: ApiRequest, user_id: str) -> Event:
    """Returns an event with the claims that the gateway puts into it."""
    event = REAL.event(asked)
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


def frameworks() -> Found:
    """Returns the times of the small APIs, with a store in memory; the upvoted Dwipp is in its middle."""
    functions, found = (OURS, *PEERS), {}
    with processes(functions, {}) as running:
        for name, asked, status in (("feed", FEED, 200), ("upvote", UPVOTE, 200), ("create", CREATE, 201)):
            events = {one.label: repeat(one.event(asked)) for one in functions}
            found[name] = in_turn(running, events, status, blocks=60, requests=50)
    return by_function(found)


def whole() -> Found:
    """Returns the times by label and operation. The feed, which is a goal, is asked for most often."""
    found = {}
    with backend() as variables, processes((REAL, *WAYS), variables) as functions:
        for name, (status, events) in operations().items():
            compare(name, [function.ask([next(events)]).body for function in functions.values()])
            shared, blocks = dict.fromkeys(functions, events), 40 if name == "feed" else 20
            found[name] = in_turn(functions, shared, status, blocks=blocks, requests=25)
    return by_function(found)


def memory() -> Found:
    """Returns the times with AWS's responses from memory: no botocore, no DynamoDB.

    Each operation has new processes, without responses of the others. They get one request from DynamoDB first.
    """
    found = {}
    with backend() as variables:
        for name, (status, events) in operations().items():
            with processes((REAL, *WAYS), variables, REMEMBERING) as functions:
                own = dict(zip(functions, events, strict=False))
                twice = [functions[label].ask([event]).body for _ in range(2) for label, event in own.items()]
                compare(name, twice)
                again = {label: repeat(event) for label, event in own.items()}
                found[name] = in_turn(functions, again, status, blocks=20, requests=50)
    return by_function(found)


def compare(name: str, answers: Sequence[dict[str, Any]]) -> None:
    """Exits if the responses to an operation differ in their fields, or feed pages in their content."""
    bodies = [_shown(answer) for answer in answers]
    if name == "feed" and any(body != bodies[0] for body in bodies):
        sys.exit(f"the feed pages differ: {bodies}")
    if any(body.keys() != bodies[0].keys() for body in bodies):
        sys.exit(f"the responses to {name} differ: {bodies}")


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    """Returns the body with `next_cursor` as a bool: cursors differ between implementations."""
    return {**body, "next_cursor": bool(body["next_cursor"])} if "next_cursor" in body else body
