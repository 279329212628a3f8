"""Operations on upvotes and favorites."""

from django.http import HttpRequest, HttpResponse

from webapp.dwipps.answers import ONE, dwipp_answer, page_answer
from webapp.dwipps.schemas import DwippPage
from webapp.http.callers import caller_of
from webapp.http.responses import PERSON, answer, responses
from webapp.http.router import Router
from webapp.pages.cursors import Asked
from webapp.pages.parameters import Cursor, Limit
from webapp.reactions.schemas import FavoriterPage, favoriters_from
from webapp.services import favorite_lists, favorites, upvotes
from webapp.strings.identifiers import PathId

__all__ = ["router"]

router = Router({"reactions": "Upvotes and favorites."})

REACTED = responses({200: ONE}, *PERSON, 404, 422)
UPVOTE, FAVORITE = "/dwipps/{dwipp_id}/upvote", "/dwipps/{dwipp_id}/favorite"


@router.put(UPVOTE, operation_id="upvote_dwipp", response=REACTED)
def upvote_dwipp(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Upvote a Dwipp. Idempotent."""
    return dwipp_answer(upvotes.add(caller_of(request), str(dwipp_id)))


@router.delete(UPVOTE, operation_id="unvote_dwipp", response=REACTED)
def unvote_dwipp(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Take your upvote back."""
    return dwipp_answer(upvotes.remove(caller_of(request), str(dwipp_id)))


@router.post(UPVOTE, operation_id="toggle_upvote", response=REACTED)
def toggle_upvote(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Upvote a Dwipp, or take your upvote back."""
    return dwipp_answer(upvotes.toggle(caller_of(request), str(dwipp_id)))


@router.put(FAVORITE, operation_id="favorite_dwipp", response=REACTED)
def favorite_dwipp(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Mark a Dwipp as a favorite. Idempotent."""
    return dwipp_answer(favorites.add(caller_of(request), str(dwipp_id)))


@router.delete(FAVORITE, operation_id="unfavorite_dwipp", response=REACTED)
def unfavorite_dwipp(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Unmark a favorite."""
    return dwipp_answer(favorites.remove(caller_of(request), str(dwipp_id)))


@router.post(FAVORITE, operation_id="toggle_favorite", response=REACTED)
def toggle_favorite(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Mark a Dwipp as a favorite, or unmark it."""
    return dwipp_answer(favorites.toggle(caller_of(request), str(dwipp_id)))


@router.get(
    "/dwipps/{dwipp_id}/favorites",
    operation_id="list_favoriters",
    response=responses({200: FavoriterPage}, *PERSON, 404, 422),
)
def list_favoriters(
    request: HttpRequest, dwipp_id: PathId, limit: Limit, cursor: Cursor = None
) -> HttpResponse:
    """Read who favorited a Dwipp."""
    page = favorite_lists.of_dwipp(caller_of(request), str(dwipp_id), Asked(limit, cursor))
    return answer(favoriters_from(page))


@router.get(
    "/me/favorites", operation_id="list_my_favorites", response=responses({200: DwippPage}, *PERSON, 422)
)
def list_my_favorites(request: HttpRequest, limit: Limit, cursor: Cursor = None) -> HttpResponse:
    """Read your favorites, newest Dwipp first."""
    return page_answer(favorite_lists.of_caller(caller_of(request), Asked(limit, cursor)))
