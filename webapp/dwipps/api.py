"""The operations on Dwipps."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from webapp.accounts.api import accounts
from webapp.callers import caller_of
from webapp.dwipps.schemas import Dwipp, DwippPage, NewDwipp, dwipp_from, page_from
from webapp.dwipps.service import Dwipps
from webapp.dwipps.storage import DwippStorage
from webapp.responses import answer, responses

__all__ = ["router"]

router = Router(tags=["dwipps"])
dwipps = Dwipps(DwippStorage(), names=accounts)

Limit = Annotated[int, Query(ge=1, le=100, description="how many at most")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the part before", max_length=512)]
LISTED = responses({200: DwippPage}, 401, 422, 429)


@router.post(
    "/dwipps",
    operation_id="create_dwipp",
    response=responses({201: Dwipp}, 400, 401, 413, 415, 422, 429),
)
def create_dwipp(request: HttpRequest, body: NewDwipp) -> HttpResponse:
    """Write a Dwipp."""
    return answer(dwipp_from(dwipps.create(caller_of(request), body.text)), 201)


@router.get("/dwipps", operation_id="list_dwipps", response=LISTED)
def list_dwipps(request: HttpRequest, limit: Limit = 25, cursor: Cursor = None) -> HttpResponse:
    """Read everyone's Dwipps, newest first."""
    return answer(page_from(dwipps.feed(caller_of(request), limit, cursor)))


@router.get("/me/dwipps", operation_id="list_my_dwipps", response=LISTED)
def list_my_dwipps(request: HttpRequest, limit: Limit = 25, cursor: Cursor = None) -> HttpResponse:
    """Read your own Dwipps, newest first."""
    return answer(page_from(dwipps.of_caller(caller_of(request), limit, cursor)))


@router.get(
    "/dwipps/{dwipp_id}", operation_id="get_dwipp", response=responses({200: Dwipp}, 401, 404, 422, 429)
)
def get_dwipp(request: HttpRequest, dwipp_id: UUID) -> HttpResponse:
    """Read one Dwipp."""
    return answer(dwipp_from(dwipps.get(caller_of(request), str(dwipp_id))))
