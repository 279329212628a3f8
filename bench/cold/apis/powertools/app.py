"""Powertools' resolver with validation: https://docs.aws.amazon.com/powertools/python/latest/core/event_handler/api_gateway/"""

from typing import Annotated, Any

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.params import Query
from small import store
from small.models import Dwipp, DwippPage, DwippText, Health

dynamodb = boto3.client("dynamodb")
app = APIGatewayHttpResolver(enable_validation=True)


@app.get("/health")
def health() -> Health:
    return Health(status="ok")


@app.get("/dwipps")
def list_dwipps(limit: Annotated[int, Query(ge=1, le=100)] = 25) -> DwippPage:
    return DwippPage.model_validate(store.page(limit))


@app.post("/dwipps")
def create_dwipp(body: DwippText) -> tuple[Dwipp, int]:
    return Dwipp.model_validate(store.add(body.text)), 201


@app.put("/dwipps/<id>/upvote")
def upvote_dwipp(id: str) -> Dwipp:
    found = store.upvote(id)
    if found is None:
        raise NotFoundError
    return Dwipp.model_validate(found)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return app.resolve(event, context)
