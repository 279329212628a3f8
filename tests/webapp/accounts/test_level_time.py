"""Operations that do not reveal who is registered take the same time for everybody."""

import dataclasses
import time
from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from tests.webapp.accounts.cognito_calls import OPERATIONS
from webapp.accounts import level_time
from webapp.environment import environment

TICK = 1000  # ms


class Clock:
    """The time that the module sees. Cognito's answers advance it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.cognito_takes = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def answer(self, **_: object) -> None:
        self.now += self.cognito_takes


@pytest.fixture
def clock(cognito: Stubber, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock.monotonic)
    monkeypatch.setattr(time, "sleep", clock.sleep)
    tick = dataclasses.replace(environment(), account_tick_ms=TICK)
    monkeypatch.setattr(level_time, "environment", lambda: tick)
    cognito.client.meta.events.register("before-parameter-build", clock.answer)
    yield clock
    cognito.client.meta.events.unregister("before-parameter-build", clock.answer)


def took(clock: Clock, cognito: Stubber, name: str, error: str, cognito_takes: float) -> float:
    began, clock.cognito_takes = clock.now, cognito_takes
    OPERATIONS[name].answer(cognito, error)
    return round(clock.now - began, 6)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("register", ["", "LimitExceededException"]),
        ("register again", ["", "InvalidParameterException"]),
        ("resend", ["", "UserNotFoundException"]),
        ("forgot", ["", "UserNotFoundException"]),
        ("confirm", ["CodeMismatchException", "UserNotFoundException"]),
        ("reset", ["CodeMismatchException", "UserNotFoundException"]),
        ("log in", ["NotAuthorizedException", "UserNotConfirmedException"]),
    ],
)
def test_fast_and_slow_answers_of_cognito_take_the_same_time(
    clock: Clock, cognito: Stubber, name: str, errors: list[str]
) -> None:
    whiles = {took(clock, cognito, name, error, takes) for error in errors for takes in (0.006, 0.4)}

    assert whiles == {1.0}


def test_what_takes_longer_than_a_tick_ends_on_the_next(clock: Clock, cognito: Stubber) -> None:
    assert took(clock, cognito, "forgot", "", 1.2) == 2.0


def test_a_successful_login_does_not_wait(clock: Clock, cognito: Stubber) -> None:
    assert took(clock, cognito, "log in", "", 0.1) == 0.1


def test_without_a_tick_nobody_waits(clock: Clock, cognito: Stubber, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(level_time, "environment", environment)

    assert took(clock, cognito, "forgot", "", 0.1) == 0.1
