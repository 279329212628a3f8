"""Parallel reads."""

from contextvars import ContextVar
from threading import Event

import pytest

from webapp.aws.parallel import in_parallel

name: ContextVar[str] = ContextVar("name")


def test_results_are_in_the_order_of_the_calls() -> None:
    ready = Event()

    def late() -> str:
        ready.wait(60)
        return "late"

    def early() -> str:
        ready.set()
        return "early"

    assert in_parallel([late, early]) == ["late", "early"]


def test_a_call_runs_in_its_callers_context() -> None:
    name.set("ada")

    assert in_parallel([name.get]) == ["ada"]


def test_all_calls_have_ended_if_one_raises() -> None:
    failed, ended = Event(), Event()

    def fail() -> None:
        failed.set()
        raise LookupError

    def end() -> None:
        failed.wait(60)
        ended.set()

    with pytest.raises(LookupError):
        in_parallel([fail, end])
    assert ended.is_set()
