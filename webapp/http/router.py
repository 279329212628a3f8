"""Ninja's router without pydantic models of responses, which would slow down cold starts."""

from collections.abc import Callable, Mapping
from typing import Any

import ninja

from webapp.http.conditions import refuse_conditions
from webapp.http.problems import Problem
from webapp.http.responses import Responses

__all__ = ["Router", "answers_of", "tags"]

SAFE = {"GET", "HEAD"}

View = Callable[..., Any]

_answers: dict[View, Responses] = {}
_tags: dict[str, str] = {}


class Router(ninja.Router):
    """Views return an HttpResponse. Their declared responses are kept for the contract only.

    Operations that change something refuse conditions that they do not support. An operation without tags has the
    first tag of the router.
    """

    def __init__(self, tags: Mapping[str, str], **options: Any) -> None:  # noqa: ANN401  Ninja's own
        """`tags` are the descriptions of tags."""
        super().__init__(tags=[next(iter(tags))], **options)
        _tags.update(tags)

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


def tags() -> Mapping[str, str]:
    """Returns the descriptions of all tags."""
    return _tags


def answers_of(view: View) -> Responses:
    """Returns the declared responses of a view."""
    return _answers[view]
