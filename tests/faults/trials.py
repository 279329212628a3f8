"""A trial: a request or an event during a failing call, a retry if it was rejected, and the resulting state."""

import json
import math
import time
import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from tests.faults.aws import WiredAws, trial
from tests.faults.wire import Sabotage
from tests.faults.world import State, begin_world, masked, whole_state_of
from tests.webapp.events import LambdaAnswer
from webapp.aws.clients import ATTEMPTS
from webapp.aws.deadline import finish_within
from webapp.aws.parameters import secret

__all__ = ["Disturbed", "Runnable", "Trials"]


class Runnable(Protocol):
    """A scenario of the API, or a change for the worker."""

    @property
    def operation(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def again(self) -> Collection[int] | None: ...
    @property
    def way_out(self) -> Sequence["Runnable"]: ...
    @property
    def seconds(self) -> float: ...
    def run(self) -> LambdaAnswer: ...


@dataclass(frozen=True)
class Undisturbed:
    """The calls and the result of a scenario without faults."""

    calls: Sequence[tuple[str, int]]
    body: str
    state: State


@dataclass(frozen=True)
class Disturbed:
    """The statuses of the answers during the fault and, after a 503, to the retry."""

    statuses: Sequence[int]
    seconds: float


class Trials:
    """Trials of one app with one AWS."""

    def __init__(self, aws: WiredAws) -> None:
        self._aws = aws
        self._undisturbed: dict[str, Undisturbed] = {}

    def undisturbed(self, scenario: Runnable) -> Undisturbed:
        """Returns the reference, from a run that is done once."""
        if scenario.name not in self._undisturbed:
            self._undisturbed[scenario.name] = self.run_undisturbed(scenario)
        return self._undisturbed[scenario.name]

    def run_undisturbed(self, scenario: Runnable) -> Undisturbed:
        """Runs without faults; its calls are then on the wire."""
        begin_world(self._aws)
        answer = self._run(scenario)
        assert answer.status == scenario.status, answer
        return Undisturbed(self._aws.wire.calls, _masked_body(answer), whole_state_of(self._aws))

    def disturbed(self, scenario: Runnable, sabotage: Sabotage, time_left: float = math.inf) -> Disturbed:
        """Runs a trial. Raises AssertionError if its outcome is wrong."""
        expected = self.undisturbed(scenario)
        begin_world(self._aws)
        began = time.monotonic()
        with finish_within(time_left):
            answer = self._run(scenario, sabotage)
        seconds = time.monotonic() - began
        assert seconds < scenario.seconds
        self._assert_struck()
        state = whole_state_of(self._aws)
        if answer.status == scenario.status:
            assert (_masked_body(answer), state) == (expected.body, expected.state)
            return Disturbed([answer.status], seconds)
        assert answer.status in {429, 503}, answer
        assert answer.headers["retry-after"]
        return Disturbed([answer.status, self._once_more(scenario, expected)], seconds)

    def _once_more(self, scenario: Runnable, expected: Undisturbed) -> int:
        answer = self._run(scenario)
        if answer.status != scenario.status:
            for step in scenario.way_out:
                assert self._run(step).status == step.status
        state = whole_state_of(self._aws)
        if scenario.again == ():
            assert answer.status == scenario.status
            return answer.status
        assert answer.status in (scenario.again or {scenario.status}), answer
        assert state == expected.state
        if answer.status == scenario.status:
            assert _masked_body(answer) == expected.body
        return answer.status

    def _run(self, scenario: Runnable, sabotage: Sabotage | None = None) -> LambdaAnswer:
        secret.cache_clear()
        trial.set(str(uuid.uuid4()))
        self._aws.wire.begin(trial.get(), sabotage)
        return scenario.run()

    def _assert_struck(self) -> None:
        """Asserts that the intended call failed, and that no call had too many attempts."""
        assert self._aws.wire.struck
        assert max(Counter(call.id for call in self._aws.wire.tries).values()) <= ATTEMPTS


def _masked_body(answer: LambdaAnswer) -> str:
    return masked(json.dumps(answer.body, sort_keys=True))
