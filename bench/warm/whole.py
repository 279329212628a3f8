"""The platform's handler and FastAPI with boto3, on the same tables of one DynamoDB Local, answering the same."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench.cold.environment import DWIPPER
from bench.cold.events import CREATE, FEED, UPVOTE, Asked, Event, version_2
from bench.cold.functions import PEERS, REAL, build
from bench.flat.data import VIEWER, WRITER, World, dwipp_id
from bench.flat.fill import fill, platform_puts
from bench.warm.asking import Asking
from bench.warm.blocks import WARM_UP, Events, Took, in_turn
from bench.warm.parameters import KEY, Parameters
from infra.tables import TABLES
from tests.dynamodb.engine import Engine
from tests.dynamodb.tables import renew_tables

__all__ = ["AT_ONCE", "IN_TURN", "WHOLE", "whole"]

BLOCKS, BLOCK = 20, 25  # 500 requests of each operation
DWIPPS = 5_000
HERE = Path(__file__).parent / "fastapi"
(FASTAPI,) = (function for function in PEERS if function.name == "fastapi")
IN_TURN = replace(FASTAPI, label="FastAPI + boto3, one read after another", module="in_turn")
AT_ONCE = replace(FASTAPI, label="FastAPI + boto3, reads at once", module="at_once")
WHOLE = (REAL, IN_TURN, AT_ONCE)


@dataclass(frozen=True)
class Compared:
    """An operation, and the events that ask for it, each for another thing where that is needed."""

    status: int
    events: Callable[[], Iterator[Event]]


def whole() -> Mapping[str, Mapping[str, Took]]:
    """By label and operation."""
    with _asked() as asked:
        _compare(asked)
        found = {name: _took(asked, one) for name, one in _operations().items()}
    return {label: {name: took[label] for name, took in found.items()} for label in asked}


@contextmanager
def _asked() -> Iterator[Mapping[str, Asking]]:
    with ExitStack() as stack:
        engine, parameters = stack.enter_context(Engine()), stack.enter_context(Parameters())
        with closing(engine.client()) as client:
            renew_tables(client)
            for name, shape in TABLES.items():
                if shape.stream:  # with one, each write takes longer than the one before
                    client.update_table(TableName=name, StreamSpecification={"StreamEnabled": False})
            fill(client, platform_puts(World(DWIPPS), shards=1), f"{DWIPPS} Dwipps")
        variables = {
            **DWIPPER,
            "AWS_ENDPOINT_URL_DYNAMODB": engine.url,
            "AWS_ENDPOINT_URL_SSM": parameters.url,
            "CURSOR_KEY": KEY,
        }
        tasks = {function: build(function) for function in (REAL, FASTAPI)}
        for file in HERE.glob("*.py"):
            shutil.copyfile(file, tasks[FASTAPI] / file.name)
        yield {
            one.label: stack.enter_context(
                Asking(tasks[REAL if one == REAL else FASTAPI], one.module, variables)
            )
            for one in WHOLE
        }


def _operations() -> Mapping[str, Compared]:
    """The viewer reads and writes; the writer, who has upvoted nothing, upvotes another Dwipp each time."""
    numbers = count()
    return {
        "feed": Compared(200, partial(_same, FEED, VIEWER.id)),
        "create": Compared(201, partial(_same, CREATE, VIEWER.id)),
        "upvote": Compared(200, lambda: (_upvote(next(numbers)) for _ in count())),
    }


def _took(asked: Mapping[str, Asking], compared: Compared) -> Mapping[str, Took]:
    events = compared.events()

    def block(_: int) -> list[Event]:
        return [next(events) for _ in range(WARM_UP + BLOCK)]

    blocks: Mapping[str, Events] = dict.fromkeys(asked, block)
    return in_turn(asked, blocks, compared.status, BLOCKS)


def _compare(asked: Mapping[str, Asking]) -> None:
    """Ends this program where they do not answer the same."""
    for name, one in _operations().items():
        events = one.events()
        bodies = [_shown(function.ask([next(events)]).body) for function in asked.values()]
        if name == "feed" and any(body != bodies[0] for body in bodies):
            sys.exit(f"not the same page: {bodies}")
        if any(body.keys() != bodies[0].keys() for body in bodies):
            sys.exit(f"{name} is not answered alike: {bodies}")


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    """Without the cursor's own form, but whether there is one."""
    return {**body, "next_cursor": bool(body["next_cursor"])} if "next_cursor" in body else body


def _same(asked: Asked, user_id: str) -> Iterator[Event]:
    event = _event(asked, user_id)
    while True:
        yield event


def _upvote(number: int) -> Event:
    return _event(replace(UPVOTE, path_parameters={"id": dwipp_id(number)}), WRITER.id)


def _event(asked: Asked, user_id: str) -> Event:
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
