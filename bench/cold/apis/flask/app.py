"""Flask with apig-wsgi. Flask validates nothing, so pydantic is called by hand."""

from typing import Annotated

import boto3
from apig_wsgi import make_lambda_handler
from flask import Flask, Response, abort, request
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from small import store
from small.models import Dwipp, DwippPage, DwippText, Health

dynamodb = boto3.client("dynamodb")
app = Flask(__name__)
limits = TypeAdapter(Annotated[int, Field(ge=1, le=100)])


@app.errorhandler(ValidationError)
def invalid(error: ValidationError) -> Response:
    return Response(error.json(include_context=False, include_input=False), 422, mimetype="application/json")


@app.get("/health")
def health() -> Response:
    return answer(Health(status="ok"))


@app.get("/dwipps")
def list_dwipps() -> Response:
    limit = limits.validate_python(request.args.get("limit", 25))
    return answer(DwippPage.model_validate(store.page(limit)))


@app.post("/dwipps")
def create_dwipp() -> Response:
    body = DwippText.model_validate_json(request.get_data())
    return answer(Dwipp.model_validate(store.add(body.text)), 201)


@app.put("/dwipps/<id>/upvote")
def upvote_dwipp(id: str) -> Response:
    found = store.upvote(id)
    return answer(Dwipp.model_validate(found)) if found else abort(404)


def answer(model: BaseModel, status: int = 200) -> Response:
    return Response(model.model_dump_json(), status, mimetype="application/json")


handler = make_lambda_handler(app)
