"""No call begins after the deadline."""

from contextlib import suppress

import pytest

from webapp.aws.deadline import OutOfTimeError, begin_in_time, finish_within

NONE_LEFT, ENOUGH = -1, 60


def test_without_a_deadline_there_is_always_time() -> None:
    begin_in_time()


def test_within_its_time_a_call_begins() -> None:
    with finish_within(ENOUGH):
        begin_in_time()


def test_no_write_begins_after_the_deadline() -> None:
    with finish_within(NONE_LEFT), pytest.raises(OutOfTimeError):
        begin_in_time()


def test_a_nested_deadline_does_not_extend_the_outer_one() -> None:
    with finish_within(NONE_LEFT), finish_within(ENOUGH), pytest.raises(OutOfTimeError):
        begin_in_time()


def test_a_deadline_ends_with_its_block_even_if_the_block_raises() -> None:
    with suppress(OutOfTimeError), finish_within(NONE_LEFT):
        begin_in_time()

    begin_in_time()
