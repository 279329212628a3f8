"""HTTP responses with Dwipps."""

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
    """Returns one Dwipp with its version as the ETag. Raises DwippNotFoundError if it is stored malformed."""
    dwipp = dwipp_from(seen)
    if dwipp is None:
        raise DwippNotFoundError
    response = answer(dwipp, status)
    response["ETag"] = f'"{seen.item.version}"'
    return response


def page_answer(page: Page[Seen]) -> HttpResponse:
    """Returns one page of a list."""
    return answer(page_from(page))
