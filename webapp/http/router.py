"""Ninja's router, without a pydantic model of each answer of each operation, which cold starts would wait for."""

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
    """Views answer with an HttpResponse, so that what they can answer is for the contract alone, and kept for it.

    What changes something holds the conditions that it takes, and refuses the others.
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
    """What an operation can answer, as it declares it by `response=`."""
    return _answers[view]
