"""Middleware for every request and response."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from webapp.aws.deadline import finish_within
from webapp.http.problem_types import BODY_TOO_LARGE, ENCODED, NOT_JSON, kind_of_status
from webapp.http.problems import CONTENT_TYPE, problem_response

__all__ = ["accept_small_json_only", "answer_problems", "end_in_time"]

BODY_BYTES = 64 * 1024
IDENTITY = "identity"
# Of the function's 30 seconds, which the gateway waits too. A call that has begun takes at most 7.
SPARE_SECONDS = 10

View = Callable[[HttpRequest], HttpResponse]


def answer_problems(get_response: View) -> View:
    """Turns errors of Django itself (unknown path, wrong method) into problems."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code < 400 or response["Content-Type"] == CONTENT_TYPE:
            return response
        problem = problem_response(kind_of_status(response.status_code))
        if "Allow" in response:
            problem["Allow"] = response["Allow"]
        return problem

    return middleware


def accept_small_json_only(get_response: View) -> View:
    """Refuses a body that is too large, compressed or not declared as JSON, before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > BODY_BYTES:
            return problem_response(BODY_TOO_LARGE)
        if length and request.META.get("HTTP_CONTENT_ENCODING", IDENTITY).strip().lower() != IDENTITY:
            refusal = problem_response(ENCODED)
            refusal["Accept-Encoding"] = IDENTITY  # https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
            return refusal
        if length and request.content_type != "application/json":
            return problem_response(NOT_JSON)
        return get_response(request)

    return middleware


def end_in_time(get_response: View) -> View:
    """Sets a deadline so that every request ends before the function's time-out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        left = request.META["apig_wsgi.context"].get_remaining_time_in_millis() / 1000
        with finish_within(left - SPARE_SECONDS):
            return get_response(request)

    return middleware
