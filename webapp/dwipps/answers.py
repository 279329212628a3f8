"""Dwipps as HTTP answers."""

from django.http import HttpResponse

from webapp.dwipps.errors import DwippNotFoundError
from webapp.dwipps.schemas import Dwipp, dwipp_from, page_from
from webapp.dwipps.views import Seen
from webapp.http.responses import Success, answer
from webapp.pages.cursors import Page

__all__ = ["CREATED", "ONE", "dwipp_answer", "page_answer"]

ONE = Success(Dwipp, headers=("ETag",))
CREATED = Success(Dwipp, headers=("ETag", "Location"))


def dwipp_answer(seen: Seen, status: int = 200) -> HttpResponse:
    """One Dwipp; its ETag is its version, for `If-Match` when it is edited. DwippNotFoundError."""
    dwipp = dwipp_from(seen)
    if dwipp is None:
        raise DwippNotFoundError
    response = answer(dwipp, status)
    response["ETag"] = f'"{seen.item.version}"'
    return response


def page_answer(page: Page[Seen]) -> HttpResponse:
    """A part of a list."""
    return answer(page_from(page))
