"""A trial: a request or an event while a call fails, once more where it was refused, and what has become of it."""

import json
import time
import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from tests.faults.aws import Aws, trial
from tests.faults.wire import Sabotage
from tests.faults.world import State, assert_whole, begin_world, masked, state_of
from tests.webapp.events import Answer
from webapp.aws import ATTEMPTS
from webapp.dwipps import cursors

__all__ = ["Runnable", "Trials", "Undisturbed"]

GATEWAY_SECONDS = 30


class Runnable(Protocol):
    """A scenario of the API, or a change for the worker."""

    @property
    def name(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def again(self) -> Collection[int] | None: ...
    def run(self) -> Answer: ...


@dataclass(frozen=True)
class Undisturbed:
    """What a scenario calls and comes to when nothing fails."""

    calls: Sequence[tuple[str, int]]
    told: str
    state: State


@dataclass(frozen=True)
class Disturbed:
    """The statuses of the answers to it while a call failed and, where that was 503, to it once more."""

    statuses: Sequence[int]
    seconds: float


class Trials:
    """Trials of one app on one AWS."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._undisturbed: dict[str, Undisturbed] = {}

    def undisturbed(self, scenario: Runnable) -> Undisturbed:
        """What to compare with, from a run that is done once."""
        if scenario.name not in self._undisturbed:
            self._undisturbed[scenario.name] = self.run_undisturbed(scenario)
        return self._undisturbed[scenario.name]

    def run_undisturbed(self, scenario: Runnable) -> Undisturbed:
        """A run in which nothing fails; its calls are then on the wire."""
        begin_world(self._aws)
        answer = self._run(scenario)
        assert answer.status == scenario.status, answer
        assert_whole(self._aws)
        return Undisturbed(self._aws.wire.calls, _told(answer), state_of(self._aws))

    def disturbed(self, scenario: Runnable, sabotage: Sabotage) -> Disturbed:
        """A trial; an AssertionError tells what is wrong about it."""
        expected = self.undisturbed(scenario)
        begin_world(self._aws)
        began = time.monotonic()
        answer = self._run(scenario, sabotage)
        seconds = time.monotonic() - began
        assert seconds < GATEWAY_SECONDS
        assert self._aws.wire.struck
        self._assert_bounded()
        self._assert_right(scenario, expected, answer)
        if answer.status == scenario.status:
            assert state_of(self._aws) == expected.state
            return Disturbed([answer.status], seconds)
        return Disturbed([answer.status, self._once_more(scenario, expected)], seconds)

    def _once_more(self, scenario: Runnable, expected: Undisturbed) -> int:
        answer = self._run(scenario)
        assert_whole(self._aws)
        if scenario.again == ():
            assert answer.status == scenario.status
            return answer.status
        assert answer.status in (scenario.again or {scenario.status}), answer
        assert state_of(self._aws) == expected.state
        if answer.status == scenario.status:
            assert _told(answer) == expected.told
        return answer.status

    def _run(self, scenario: Runnable, sabotage: Sabotage | None = None) -> Answer:
        cursors._key.cache_clear()
        trial.set(str(uuid.uuid4()))
        self._aws.wire.begin(trial.get(), sabotage)
        return scenario.run()

    def _assert_bounded(self) -> None:
        tries = Counter(call.id for call in self._aws.wire.tries)
        assert max(tries.values()) <= ATTEMPTS

    def _assert_right(self, scenario: Runnable, expected: Undisturbed, answer: Answer) -> None:
        assert_whole(self._aws)
        if answer.status == scenario.status:
            assert _told(answer) == expected.told
        else:
            assert answer.status in {429, 503}, answer
            assert answer.headers["retry-after"]


def _told(answer: Answer) -> str:
    return masked(json.dumps(answer.body, sort_keys=True))
