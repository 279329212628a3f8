"""Chalice, which only supports events of version 1.0. It validates nothing, so pydantic is called by hand."""

from typing import Annotated

import boto3
from chalice import Chalice, NotFoundError, Response
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from small import store
from small.models import Dwipp, DwippPage, DwippText, Health

dynamodb = boto3.client("dynamodb")
app = Chalice(app_name="dwipper")
limits = TypeAdapter(Annotated[int, Field(ge=1, le=100)])


@app.route("/health", methods=["GET"])
def health() -> Response:
    return answer(Health(status="ok"))


@app.route("/dwipps", methods=["GET"])
def list_dwipps() -> Response:
    try:
        limit = limits.validate_python((app.current_request.query_params or {}).get("limit", 25))
    except ValidationError as error:
        return invalid(error)
    return answer(DwippPage.model_validate(store.page(limit)))


@app.route("/dwipps", methods=["POST"])
def create_dwipp() -> Response:
    try:
        body = DwippText.model_validate_json(app.current_request.raw_body)
    except ValidationError as error:
        return invalid(error)
    return answer(Dwipp.model_validate(store.add(body.text)), 201)


@app.route("/dwipps/{id}/upvote", methods=["PUT"])
def upvote_dwipp(id: str) -> Response:
    found = store.upvote(id)
    if found is None:
        raise NotFoundError
    return answer(Dwipp.model_validate(found))


def answer(model: BaseModel, status: int = 200) -> Response:
    return Response(model.model_dump_json(), {"Content-Type": "application/json"}, status)


def invalid(error: ValidationError) -> Response:
    body = error.json(include_context=False, include_input=False)
    return Response(body, {"Content-Type": "application/json"}, 422)


handler = app
