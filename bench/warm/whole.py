"""The platform's handler, and FastAPI with boto3 in three ways, which makes the same reads and writes.

They have the same tables of one DynamoDB Local, and give equal answers.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, repeat
from pathlib import Path
from typing import Any

from bench.cold.events import CREATE, FEED, UPVOTE, ApiRequest, Event
from bench.cold.functions import PEERS, REAL, processes
from bench.cold.process import HandlerProcess
from bench.flat.data import VIEWER, WRITER, dwipp_id
from bench.warm.backend import backend
from bench.warm.times import Found, RequestTimes, by_function, in_turn

__all__ = ["FASTAPI", "REMEMBERING", "WAYS", "compare", "memory", "operations", "whole"]

REQUESTS = 25  # of a block
BLOCKS = {"feed": 40, "create": 20, "upvote": 20}  # 1,000 requests of the feed, which is a goal, and 500
MEMORY_BLOCKS, MEMORY_REQUESTS = 20, 50  # 1,000 requests of each operation
REMEMBERING = Path(__file__).with_name("remembering.py").read_text("utf-8")
(FASTAPI,) = (function for function in PEERS if function.name == "fastapi")
WAYS = tuple(
    replace(
        FASTAPI,
        label=f"FastAPI + boto3, {label}",
        module="on_dynamodb",
        variables={**REAL.variables, "WAY": way},
    )
    for label, way in (
        ("one read after another", "in_turn"),
        ("reads at once", "at_once"),
        ("in its event loop", "in_the_loop"),
    )
)


@dataclass(frozen=True)
class Operation:
    """The status of its responses, and its events: a different one each time if necessary."""

    status: int
    events: Callable[[], Iterator[Event]]


def operations() -> Mapping[str, Operation]:
    """Returns the operations. The writer upvotes another Dwipp each time."""
    upvoted = (replace(UPVOTE, path_parameters={"id": dwipp_id(number)}) for number in count())
    return {
        "feed": Operation(200, partial(repeat, _event(FEED, VIEWER.id))),
        "create": Operation(201, partial(repeat, _event(CREATE, VIEWER.id))),
        "upvote": Operation(200, lambda: (_event(asked, WRITER.id) for asked in upvoted)),
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


def whole() -> Found:
    """Returns the times by label and operation."""
    with backend() as variables, processes((REAL, *WAYS), variables) as functions:
        for name, one in operations().items():
            events = one.events()
            compare(name, [function.ask([next(events)]).body for function in functions.values()])
        return by_function(
            {
                name: in_turn(
                    functions,
                    dict.fromkeys(functions, one.events()),
                    one.status,
                    blocks=BLOCKS[name],
                    requests=REQUESTS,
                )
                for name, one in operations().items()
            }
        )


def memory() -> Found:
    """Returns the times with AWS's responses from memory: no botocore, no DynamoDB.

    Each operation has new processes, without responses of the others.
    """
    found = {}
    with backend() as variables:
        for name, operation in operations().items():
            with processes((REAL, *WAYS), variables, REMEMBERING) as functions:
                found[name] = _remembered(functions, name, operation)
    return by_function(found)


def _remembered(
    functions: Mapping[str, HandlerProcess], name: str, operation: Operation
) -> Mapping[str, RequestTimes]:
    """Returns the times of an operation. Each function gets one request from DynamoDB first, then from memory."""
    events = dict(zip(functions, operation.events(), strict=False))
    compare(name, [functions[label].ask([event]).body for _ in range(2) for label, event in events.items()])
    again = {label: repeat(event) for label, event in events.items()}
    return in_turn(functions, again, operation.status, blocks=MEMORY_BLOCKS, requests=MEMORY_REQUESTS)


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
