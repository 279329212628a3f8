"""Errors as clients see them: RFC 9457, application/problem+json."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from pydantic import BaseModel, Field

__all__ = ["CONTENT_TYPE", "FieldError", "Kind", "Problem", "problem_of", "problem_response"]

CONTENT_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """What is wrong with one part of a request."""

    location: str = Field(
        description="where: body, query, path or header, and the field", examples=["body.text"]
    )
    code: str = Field(description="stable, for programs", examples=["too_long"])
    message: str = Field(description="what to change, for people", examples=["Write at most 280 characters."])


class Problem(BaseModel):
    """Every error of the API."""

    type: str = Field(description="a URN of the code", examples=["urn:dwipper:problem:invalid_request"])
    title: str = Field(description="the kind of problem, the same each time", examples=["Invalid request"])
    status: int = Field(description="the HTTP status", examples=[422])
    detail: str = Field(description="what to do about it", examples=["Change what `errors` names."])
    code: str = Field(description="stable, for programs", examples=["invalid_request"])
    errors: list[FieldError] | None = Field(None, description="the parts of the request to change")


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its HTTP status, its stable code, and the words for it."""

    status: int
    code: str
    title: str
    detail: str
    retry_after: int | None = None  # seconds
    challenge: str = "Bearer"  # how to authenticate, where the status is 401


def problem_of(kind: Kind, errors: Sequence[FieldError] = ()) -> Problem:
    """A problem of a kind."""
    return Problem(
        type=f"urn:dwipper:problem:{kind.code}",
        title=kind.title,
        status=kind.status,
        detail=kind.detail,
        code=kind.code,
        errors=list(errors) or None,
    )


def problem_response(kind: Kind, errors: Sequence[FieldError] = ()) -> HttpResponse:
    """The answer for a kind of problem."""
    body = problem_of(kind, errors).model_dump_json(exclude_none=True)
    response = HttpResponse(body, content_type=CONTENT_TYPE, status=kind.status)
    response["Cache-Control"] = "no-store"
    if kind.retry_after is not None:
        response["Retry-After"] = str(kind.retry_after)
    if kind.status == 401:  # RFC 9110 section 15.5.2
        response["WWW-Authenticate"] = kind.challenge
    return response
