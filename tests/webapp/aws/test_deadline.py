"""Time for beginning calls."""

from contextlib import suppress

import pytest

from webapp.aws.deadline import OutOfTimeError, begin_in_time, finish_within

NONE_LEFT, ENOUGH = -1, 60


def test_without_a_deadline_there_is_always_time() -> None:
    begin_in_time()


def test_within_its_time_a_call_begins() -> None:
    with finish_within(ENOUGH):
        begin_in_time()


def test_when_the_time_is_up_none_does() -> None:
    with finish_within(NONE_LEFT), pytest.raises(OutOfTimeError):
        begin_in_time()


def test_a_deadline_inside_another_gives_no_more_time() -> None:
    with finish_within(NONE_LEFT), finish_within(ENOUGH), pytest.raises(OutOfTimeError):
        begin_in_time()


def test_a_deadline_ends_with_what_it_is_for_also_where_that_fails() -> None:
    with suppress(OutOfTimeError), finish_within(NONE_LEFT):
        begin_in_time()

    begin_in_time()
