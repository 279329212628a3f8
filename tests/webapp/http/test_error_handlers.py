"""Each error of the app has a problem, or a service catches it."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import webapp
from webapp.errors import CaughtError
from webapp.http.error_handlers import KINDS_BY_ERROR


def errors() -> Iterator[type[Exception]]:
    for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
        if module.name.endswith(".errors"):
            for _, one in inspect.getmembers(import_module(module.name), inspect.isclass):
                if issubclass(one, Exception) and one.__module__ == module.name:
                    yield one


def test_each_error_has_a_problem_or_is_caught() -> None:
    neither = {one for one in errors() if not issubclass(one, (CaughtError, *KINDS_BY_ERROR))}

    assert neither == set(), (
        "add the error to KINDS_BY_ERROR in webapp/http/error_handlers.py, or derive it from CaughtError if a service"
        " catches it"
    )
