"""FastAPI as usual with boto3, which blocks: plain functions, one read after another."""

from typing import Annotated

import data
from caller import Caller
from fastapi import FastAPI, HTTPException, Query
from mangum import Mangum
from small.models import Dwipp, DwippPage, DwippText

app = FastAPI(title="Dwipper", version="1.0.0")


@app.get("/api/v1/dwipps")
def list_dwipps(caller: Caller, limit: Annotated[int, Query(ge=1, le=100)] = 25) -> DwippPage:
    items = data.newest(limit + 1)
    found = [read() for read in data.page_reads(caller, items)]
    return data.page_from(caller, items, found, limit)


@app.post("/api/v1/dwipps", status_code=201)
def create_dwipp(caller: Caller, body: DwippText) -> Dwipp:
    item = data.put(caller, data.name_of(caller), body.text)
    return data.seen(caller, item, (), ())


@app.put("/api/v1/dwipps/{id}/upvote")
def upvote_dwipp(caller: Caller, id: str) -> Dwipp:
    data.upvote(caller, id)
    item = data.find(id)
    if item is None:
        raise HTTPException(404)
    upvoted, favorited, leaving = (read() for read in data.found_reads(caller, id))
    if item["author_id"]["S"] in leaving:
        raise HTTPException(404)
    return data.seen(caller, item, upvoted, favorited)


handler = Mangum(app, lifespan="off")
