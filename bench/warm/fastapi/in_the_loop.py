"""FastAPI against its advice: async functions that block the event loop. On Lambda nobody else waits for it."""

from typing import Annotated

import in_turn
from caller import Caller
from fastapi import FastAPI, Query
from mangum import Mangum
from small.models import Dwipp, DwippPage, DwippText

app = FastAPI(title="Dwipper", version="1.0.0")


@app.get("/api/v1/dwipps")
async def list_dwipps(caller: Caller, limit: Annotated[int, Query(ge=1, le=100)] = 25) -> DwippPage:
    return in_turn.list_dwipps(caller, limit)


@app.post("/api/v1/dwipps", status_code=201)
async def create_dwipp(caller: Caller, body: DwippText) -> Dwipp:
    return in_turn.create_dwipp(caller, body)


@app.put("/api/v1/dwipps/{id}/upvote")
async def upvote_dwipp(caller: Caller, id: str) -> Dwipp:
    return in_turn.upvote_dwipp(caller, id)


handler = Mangum(app, lifespan="off")
