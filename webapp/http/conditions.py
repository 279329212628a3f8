"""Conditional requests: a change obeys the conditions it was sent with, or is refused."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

__all__ = ["ConditionNotTakenError", "refuse_conditions"]

View = Callable[..., HttpResponse]

# https://www.rfc-editor.org/rfc/rfc9110#section-13.1; the other two are for reads only.
CONDITIONS = {"if_match", "if_none_match", "if_unmodified_since"}


class ConditionNotTakenError(Exception):
    """The operation does not support a condition of the request."""


def refuse_conditions(view: View) -> View:
    """Returns the view, which raises ConditionNotTakenError for conditions that it has no parameter for.

    If-Unmodified-Since is ignored if If-Match is sent too.
    """
    taken = CONDITIONS.intersection(inspect.signature(view).parameters)

    @wraps(view)
    def conditional(request: HttpRequest, **values: Any) -> HttpResponse:  # noqa: ANN401
        sent = {name for name in CONDITIONS if f"HTTP_{name.upper()}" in request.META}
        if "if_match" in sent & taken:
            sent.discard("if_unmodified_since")
        if sent - taken:
            raise ConditionNotTakenError
        return view(request, **values)

    return conditional
