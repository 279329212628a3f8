"""Ninja's router without pydantic models of responses, which would slow down cold starts."""

from collections.abc import Callable
from typing import Any

import ninja

from webapp.http.conditions import refuse_conditions
from webapp.http.problems import Problem
from webapp.http.responses import Responses

__all__ = ["Router", "answers_of"]

SAFE = {"GET", "HEAD"}

View = Callable[..., Any]

_answers: dict[View, Responses] = {}


class Router(ninja.Router):
    """Views return an HttpResponse. Their declared responses are kept for the contract only.

    Operations that change something refuse conditions that they do not support.
    """

    def add_api_operation(
        self,
        path: str,
        methods: list[str],
        view_func: View,
        **options: Any,  # noqa: ANN401  Ninja's own
    ) -> None:
        answers = options.pop("response")
        if not SAFE.issuperset(methods):
            view_func, answers = refuse_conditions(view_func), {**answers, 412: Problem}
        _answers[view_func] = answers
        super().add_api_operation(path, methods, view_func, **options)


def answers_of(view: View) -> Responses:
    """Returns the declared responses of a view."""
    return _answers[view]
