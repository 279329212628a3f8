"""Operations on Dwipps."""

from django.http import HttpRequest, HttpResponse

from webapp.dwipps.answers import CREATED, ONE, dwipp_answer, page_answer
from webapp.dwipps.parameters import IdempotencyKey, IfMatch, IfNoneMatch, UserId
from webapp.dwipps.schemas import DwippPage, DwippText
from webapp.dwipps.versions import versions_of
from webapp.http.callers import caller_of
from webapp.http.responses import BODY, PERSON, no_content, responses
from webapp.http.router import Router
from webapp.pages.cursors import Asked
from webapp.pages.parameters import Cursor, Limit
from webapp.services import dwipps, lists
from webapp.strings.identifiers import PathId

__all__ = ["router"]

router = Router({"dwipps": "Write, read, edit and delete Dwipps."})

LISTED = responses({200: DwippPage}, *PERSON, 422)


@router.post("/dwipps", operation_id="create_dwipp", response=responses({201: CREATED}, *PERSON, *BODY, 409))
def create_dwipp(
    request: HttpRequest, body: DwippText, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """Write a Dwipp. With an `Idempotency-Key` a retry does not write a second one."""
    seen = dwipps.create(caller_of(request), body.text, idempotency_key)
    response = dwipp_answer(seen, 201)
    response["Location"] = f"{request.path}/{seen.item.id}"
    return response


@router.get("/dwipps", operation_id="list_dwipps", response=LISTED)
def list_dwipps(request: HttpRequest, limit: Limit, cursor: Cursor = None) -> HttpResponse:
    """Read everyone's Dwipps, newest first."""
    return page_answer(lists.feed(caller_of(request), Asked(limit, cursor)))


@router.get("/dwipps/{dwipp_id}", operation_id="get_dwipp", response=responses({200: ONE}, *PERSON, 404, 422))
def get_dwipp(request: HttpRequest, dwipp_id: PathId) -> HttpResponse:
    """Read one Dwipp."""
    return dwipp_answer(dwipps.get(caller_of(request), str(dwipp_id)))


@router.patch(
    "/dwipps/{dwipp_id}",
    operation_id="update_dwipp",
    response=responses({200: ONE}, *PERSON, *BODY, 404),
)
def update_dwipp(
    request: HttpRequest,
    dwipp_id: PathId,
    body: DwippText,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> HttpResponse:
    """Edit your own Dwipp. With `If-Match` only if nobody has edited it since."""
    versions = versions_of(if_match, if_none_match)
    return dwipp_answer(dwipps.edit(caller_of(request), str(dwipp_id), body.text, versions))


@router.delete(
    "/dwipps/{dwipp_id}", operation_id="delete_dwipp", response=responses({204: None}, *PERSON, 404, 422)
)
def delete_dwipp(
    request: HttpRequest, dwipp_id: PathId, if_match: IfMatch = None, if_none_match: IfNoneMatch = None
) -> HttpResponse:
    """Delete your own Dwipp and all that belongs to it. With `If-Match` only if nobody has edited it since."""
    dwipps.delete(caller_of(request), str(dwipp_id), versions_of(if_match, if_none_match))
    return no_content()


@router.get("/me/dwipps", operation_id="list_my_dwipps", response=LISTED)
def list_my_dwipps(request: HttpRequest, limit: Limit, cursor: Cursor = None) -> HttpResponse:
    """Read your own Dwipps, newest first."""
    caller = caller_of(request)
    return page_answer(lists.of_author(caller, caller.user_id, Asked(limit, cursor)))


@router.get("/users/{user_id}/dwipps", operation_id="list_user_dwipps", response=LISTED)
def list_user_dwipps(
    request: HttpRequest, user_id: UserId, limit: Limit, cursor: Cursor = None
) -> HttpResponse:
    """Read one person's Dwipps, newest first. The list is empty if the person does not exist."""
    return page_answer(lists.of_author(caller_of(request), str(user_id), Asked(limit, cursor)))
