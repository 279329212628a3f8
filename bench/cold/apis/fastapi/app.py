"""FastAPI with Mangum, as in their documentation: https://mangum.fastapiexpert.com"""

from typing import Annotated

import boto3
from fastapi import FastAPI, HTTPException, Query
from mangum import Mangum
from small import store
from small.models import Dwipp, DwippPage, DwippText, Health

dynamodb = boto3.client("dynamodb")
app = FastAPI(title="Dwipper", version="1.0.0")


@app.get("/health")
async def health() -> Health:
    return Health(status="ok")


@app.get("/dwipps", response_model=DwippPage)
async def list_dwipps(limit: Annotated[int, Query(ge=1, le=100)] = 25) -> store.Row:
    return store.page(limit)


@app.post("/dwipps", response_model=Dwipp, status_code=201)
async def create_dwipp(body: DwippText) -> store.Row:
    return store.add(body.text)


@app.put("/dwipps/{id}/upvote", response_model=Dwipp)
async def upvote_dwipp(id: str) -> store.Row:
    found = store.upvote(id)
    if found is None:
        raise HTTPException(404)
    return found


handler = Mangum(app, lifespan="off")
