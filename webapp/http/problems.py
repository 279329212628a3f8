"""Errors in the format of RFC 9457, application/problem+json."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from pydantic import BaseModel, Field

__all__ = ["CONTENT_TYPE", "FieldError", "Kind", "Problem", "problem_of", "problem_response"]

CONTENT_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One error of one field."""

    location: str = Field(description="body, query, path or header, and the field", examples=["body.text"])
    code: str = Field(description="stable, for programs", examples=["too_long"])
    message: str = Field(description="what to fix, for people", examples=["Write at most 280 characters."])


class Problem(BaseModel):
    """An error of the API."""

    type: str = Field(description="a URN of the code", examples=["urn:dwipper:problem:invalid_request"])
    title: str = Field(description="the type of problem, always the same text", examples=["Invalid request"])
    status: int = Field(description="the HTTP status", examples=[422])
    detail: str = Field(description="what to do about it", examples=["Fix the fields listed in `errors`."])
    code: str = Field(description="stable, for programs", examples=["invalid_request"])
    errors: list[FieldError] | None = Field(None, description="the fields to fix")


@dataclass(frozen=True)
class Kind:
    """A type of problem: its HTTP status, its stable code, and its words."""

    status: int
    code: str
    title: str
    detail: str
    retry_after: int | None = None  # seconds
    challenge: str = "Bearer"  # how to authenticate, if the status is 401


def problem_of(kind: Kind, errors: Sequence[FieldError] = ()) -> Problem:
    """Returns a problem of a type."""
    return Problem(
        type=f"urn:dwipper:problem:{kind.code}",
        title=kind.title,
        status=kind.status,
        detail=kind.detail,
        code=kind.code,
        errors=list(errors) or None,
    )


def problem_response(kind: Kind, errors: Sequence[FieldError] = ()) -> HttpResponse:
    """Returns the response for a type of problem."""
    body = problem_of(kind, errors).model_dump_json(exclude_none=True)
    response = HttpResponse(body, content_type=CONTENT_TYPE, status=kind.status)
    response["Cache-Control"] = "no-store"
    if kind.retry_after is not None:
        response["Retry-After"] = str(kind.retry_after)
    if kind.status == 401:  # RFC 9110 section 15.5.2
        response["WWW-Authenticate"] = kind.challenge
    return response
