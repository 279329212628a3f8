"""Answers: a pydantic model, validated when it was made, goes straight to JSON bytes."""

from dataclasses import dataclass

from django.http import HttpResponse
from pydantic import BaseModel

from webapp.http.problems import Problem

__all__ = ["BODY", "PERSON", "Responses", "Success", "answer", "no_content", "responses"]

BODY = (413, 415, 422, 429)  # what an operation with a body can answer
PERSON = (401, 403, 429)  # what one that asks for a token can


@dataclass(frozen=True)
class Success:
    """What an operation answers, for the contract: a model as JSON, or other media types; its headers."""

    model: type | None = None
    headers: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()


Responses = dict[int, type | Success | None]


def answer(model: BaseModel, status: int = 200) -> HttpResponse:
    """The model as JSON; never to be stored, since all answers are for one person."""
    response = HttpResponse(model.model_dump_json(), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response


def no_content() -> HttpResponse:
    """204: it is done, and there is nothing to tell."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response


def responses(success: Responses, *problems: int) -> Responses:
    """What an operation can answer, for the contract: its successes, and the statuses of its problems.

    400, 500 and 503 can always happen.
    """
    return {**success, **dict.fromkeys(sorted({*problems, 400, 500, 503}), Problem)}
