"""Responses: pydantic models, validated when they are made, become JSON without another validation."""

from dataclasses import dataclass

from django.http import HttpResponse
from pydantic import BaseModel

from webapp.http.problems import Problem

__all__ = ["BODY", "PERSON", "Responses", "Success", "answer", "no_content", "responses"]

BODY = (413, 415, 422, 429)  # problems of an operation with a body
PERSON = (401, 403, 429)  # problems of an operation with a token


@dataclass(frozen=True)
class Success:
    """A successful response in the contract: its model or media types, and its headers."""

    model: type | None = None
    headers: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()


Responses = dict[int, type | Success | None]


def answer(model: BaseModel, status: int = 200) -> HttpResponse:
    """Returns the model as JSON. It must not be stored: every response is for one person."""
    response = HttpResponse(model.model_dump_json(), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response


def no_content() -> HttpResponse:
    """Returns 204."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response


def responses(success: Responses, *problems: int) -> Responses:
    """Returns the possible responses of an operation: its successes, and the statuses of its problems.

    400, 500 and 503 are always possible.
    """
    return {**success, **dict.fromkeys(sorted({*problems, 400, 500, 503}), Problem)}
