"""FastAPI with boto3 in threads: independent reads run in parallel."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Annotated

import data
from caller import Caller
from fastapi import FastAPI, HTTPException, Query
from fastapi.concurrency import run_in_threadpool
from mangum import Mangum
from small.models import Dwipp, DwippPage, DwippText

app = FastAPI(title="Dwipper", version="1.0.0")


@app.get("/api/v1/dwipps")
async def list_dwipps(caller: Caller, limit: Annotated[int, Query(ge=1, le=100)] = 25) -> DwippPage:
    items = await run_in_threadpool(data.newest, limit + 1)
    return data.page_from(caller, items, await together(data.page_reads(caller, items)), limit)


@app.post("/api/v1/dwipps", status_code=201)
async def create_dwipp(caller: Caller, body: DwippText) -> Dwipp:
    name = await run_in_threadpool(data.name_of, caller)
    item = await run_in_threadpool(data.put, caller, name, body.text)
    return data.seen(caller, item, (), ())


@app.put("/api/v1/dwipps/{id}/upvote")
async def upvote_dwipp(caller: Caller, id: str) -> Dwipp:
    await run_in_threadpool(data.upvote, caller, id)
    item = await run_in_threadpool(data.find, id)
    if item is None:
        raise HTTPException(404)
    upvoted, favorited, leaving = await together(data.found_reads(caller, id))
    if item["author_id"]["S"] in leaving:
        raise HTTPException(404)
    return data.seen(caller, item, upvoted, favorited)


async def together(reads: data.Reads) -> Sequence[Collection[str]]:
    return await asyncio.gather(*map(run_in_threadpool, reads))


handler = Mangum(app, lifespan="off")
