"""Reads at the same time."""

from contextvars import ContextVar
from threading import Event

import pytest

from webapp.aws.parallel import in_parallel

name: ContextVar[str] = ContextVar("name")


def test_results_come_in_the_order_of_the_calls() -> None:
    ready = Event()

    def late() -> str:
        ready.wait(10)
        return "late"

    def early() -> str:
        ready.set()
        return "early"

    assert in_parallel([late, early]) == ["late", "early"]


def test_a_call_has_the_context_of_who_makes_it() -> None:
    name.set("ada")

    assert in_parallel([name.get]) == ["ada"]


def test_where_one_fails_all_have_ended() -> None:
    failed, ended = Event(), Event()

    def fail() -> None:
        failed.set()
        raise LookupError

    def end() -> None:
        failed.wait(10)
        ended.set()

    with pytest.raises(LookupError):
        in_parallel([fail, end])
    assert ended.is_set()
