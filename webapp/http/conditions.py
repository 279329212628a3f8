"""Conditions of requests: a change is made as they ask for, or not at all."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

__all__ = ["ConditionNotTakenError", "refuse_conditions"]

View = Callable[..., HttpResponse]

# https://www.rfc-editor.org/rfc/rfc9110#section-13.1; the other two are for reading alone.
CONDITIONS = {"if_match", "if_none_match", "if_unmodified_since"}


class ConditionNotTakenError(Exception):
    """The request has a condition that its operation can't look at."""


def refuse_conditions(view: View) -> View:
    """The view, which raises ConditionNotTakenError where it has no parameter for a condition that was sent.

    A time is no condition beside an ETag that is looked at.
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
