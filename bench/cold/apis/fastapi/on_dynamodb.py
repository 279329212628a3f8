"""FastAPI with boto3, which blocks, in three ways; the variable WAY chooses one.

- `in_turn`, as usual: plain functions, one read after another.
- `at_once`: async functions, which call boto3 in threads; independent reads run in parallel.
- `in_the_loop`, against FastAPI's advice: async functions that block the event loop. On Lambda
  nobody else waits for it.
"""

import asyncio
import os
import time
from collections.abc import Callable
from functools import wraps
from typing import Annotated

import data
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from mangum import Mangum
from small.models import Dwipp, DwippPage, DwippText

SCOPE = "aws.cognito.signin.user.admin"


async def caller(request: Request) -> str:
    """Returns the token's `sub`, from the gateway's claims in the event, which Mangum puts into the scope."""
    try:
        claims = request.scope["aws.event"]["requestContext"]["authorizer"]["jwt"]["claims"]
    except KeyError:
        raise HTTPException(401) from None
    is_access = claims["token_use"] == "access" and SCOPE in claims.get("scope", "").split()  # noqa: S105
    if not is_access or float(claims["exp"]) <= time.time():
        raise HTTPException(401)
    return claims["sub"]


Caller = Annotated[str, Depends(caller)]
Limit = Annotated[int, Query(ge=1, le=100)]


def list_dwipps(caller: Caller, limit: Limit = 25) -> DwippPage:
    items = data.newest(limit + 1)
    return data.page_from(caller, items, [read() for read in data.page_reads(caller, items)], limit)


def create_dwipp(caller: Caller, body: DwippText) -> Dwipp:
    return data.seen(caller, data.put(caller, data.name_of(caller), body.text), (), ())


def upvote_dwipp(caller: Caller, id: str) -> Dwipp:
    data.upvote(caller, id)
    return found(caller, data.find(id), [read() for read in data.found_reads(caller, id)])


async def list_at_once(caller: Caller, limit: Limit = 25) -> DwippPage:
    items = await run_in_threadpool(data.newest, limit + 1)
    return data.page_from(caller, items, await together(data.page_reads(caller, items)), limit)


async def create_in_threads(caller: Caller, body: DwippText) -> Dwipp:
    name = await run_in_threadpool(data.name_of, caller)
    return data.seen(caller, await run_in_threadpool(data.put, caller, name, body.text), (), ())


async def upvote_at_once(caller: Caller, id: str) -> Dwipp:
    await run_in_threadpool(data.upvote, caller, id)
    item = await run_in_threadpool(data.find, id)
    return found(caller, item, await together(data.found_reads(caller, id)))


async def together(reads: data.Reads) -> data.Marks:
    return await asyncio.gather(*map(run_in_threadpool, reads))


def found(user_id: str, item: data.Item | None, marks: data.Marks) -> Dwipp:
    upvoted, favorited, leaving = marks
    if item is None or item["author_id"]["S"] in leaving:
        raise HTTPException(404)
    return data.seen(user_id, item, upvoted, favorited)


def blocking(function: Callable[..., object]) -> Callable[..., object]:
    @wraps(function)
    async def in_the_loop(**parameters: object) -> object:
        return function(**parameters)

    return in_the_loop


IN_TURN = (list_dwipps, create_dwipp, upvote_dwipp)
WAYS = {
    "in_turn": IN_TURN,
    "at_once": (list_at_once, create_in_threads, upvote_at_once),
    "in_the_loop": tuple(map(blocking, IN_TURN)),
}

app = FastAPI(title="Dwipper", version="1.0.0")
listing, creating, upvoting = WAYS[os.environ["WAY"]]
app.get("/api/v1/dwipps")(listing)
app.post("/api/v1/dwipps", status_code=201)(creating)
app.put("/api/v1/dwipps/{id}/upvote")(upvoting)
handler = Mangum(app, lifespan="off")
