"""The operations, with the platform's own router and answers."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI, Query
from ninja.errors import HttpError
from small import store
from small.models import Dwipp, DwippPage, DwippText, Health

from webapp.http.responses import answer, responses
from webapp.http.router import Router

api = NinjaAPI(title="Dwipper", version="1.0.0", docs_url=None, openapi_url=None)
router = Router({"dwipps": "Shower thoughts"})


@router.get("/health", response=responses({200: Health}))
def health(request: HttpRequest) -> HttpResponse:
    return answer(Health(status="ok"))


@router.get("/dwipps", response=responses({200: DwippPage}, 422))
def list_dwipps(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=100)] = 25) -> HttpResponse:
    return answer(DwippPage.model_validate(store.page(limit)))


@router.post("/dwipps", response=responses({201: Dwipp}, 400, 422))
def create_dwipp(request: HttpRequest, body: DwippText) -> HttpResponse:
    return answer(Dwipp.model_validate(store.add(body.text)), 201)


@router.put("/dwipps/{id}/upvote", response=responses({200: Dwipp}, 404))
def upvote_dwipp(request: HttpRequest, id: str) -> HttpResponse:
    found = store.upvote(id)
    if found is None:
        raise HttpError(404, "Not found")
    return answer(Dwipp.model_validate(found))


api.add_router("", router)
urlpatterns = [path("", api.urls)]
