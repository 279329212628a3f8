"""The operations: plain pydantic models, validated once and rendered straight to JSON."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import HttpError
from pydantic import BaseModel
from small import store
from small.models import Dwipp, DwippPage, DwippText, Health

__all__ = ["api"]

api = NinjaAPI(title="Dwipper", version="1.0.0", docs_url=None, openapi_url=None)


@api.get("/health", response=Health)
def health(request: HttpRequest) -> HttpResponse:
    return answer(Health(status="ok"))


@api.get("/dwipps", response=DwippPage)
def list_dwipps(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=100)] = 25) -> HttpResponse:
    return answer(DwippPage.model_validate(store.page(limit)))


@api.post("/dwipps", response={201: Dwipp})
def create_dwipp(request: HttpRequest, body: DwippText) -> HttpResponse:
    return answer(Dwipp.model_validate(store.add(body.text)), 201)


@api.put("/dwipps/{id}/upvote", response=Dwipp)
def upvote_dwipp(request: HttpRequest, id: str) -> HttpResponse:
    found = store.upvote(id)
    if found is None:
        raise HttpError(404, "Not found")
    return answer(Dwipp.model_validate(found))


def answer(model: BaseModel, status: int = 200) -> HttpResponse:
    return HttpResponse(model.model_dump_json(), content_type="application/json", status=status)
