"""After any fault of any AWS call the answer is correct or 503, and the state is consistent.

`make bench-faults` tests every fault at every call. This is a selection, without the SDK's pauses.
"""

import math
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from tests.faults.aws import WiredAws, app_asks
from tests.faults.changes import CHANGES, JOBS
from tests.faults.faults import FAULTS, THROTTLED
from tests.faults.scenarios import SCENARIOS
from tests.faults.trials import Runnable, Trials
from tests.faults.wire import Hits, Sabotage, always, once

pytestmark = pytest.mark.usefixtures("app", "no_pauses")

SCENES: Sequence[Runnable] = [*SCENARIOS, *CHANGES, *JOBS]
ALL = {one.name: one for one in SCENES}
# After a fault of one of their calls, it is unknown whether it was done.
ONCE = {"change_password", "confirm_account", "log_out", "reset_password"}
SHORT_SECONDS = 3
CALL_SECONDS = 7  # the longest that a call takes, from webapp/aws/clients.py
NOBODY = "http://127.0.0.1:1"

each = pytest.mark.parametrize("scenario", ALL.values(), ids=ALL)


@contextmanager
def nobody_accepts() -> Iterator[str]:
    """A port with a backlog of one connection, which is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        address, port = server.getsockname()
        with socket.create_connection((address, port)):
            yield f"http://{address}:{port}"


def answers(
    trials: Trials,
    scenario: Runnable,
    fault: str,
    hits: Callable[[str, int], Hits],
    *,
    of_a_kind: float = math.inf,
) -> set[int]:
    """Returns the statuses of a scenario when each of its calls fails in turn, or so many calls of each kind."""
    calls = [
        (moment, number)
        for moment, number in trials.undisturbed(scenario).calls
        if FAULTS[fault].befalls(moment) and number <= of_a_kind
    ]
    return {trials.disturbed(scenario, Sabotage(FAULTS[fault], hits(*call))).statuses[0] for call in calls}


@each
def test_an_answer_that_gets_lost_costs_a_second_try(trials: Trials, scenario: Runnable) -> None:
    statuses = answers(trials, scenario, "lost", once)

    assert statuses - {scenario.status} == ({503} if scenario.name in ONCE else set())


@each
def test_repeatedly_broken_connections_are_answered_with_503(trials: Trials, scenario: Runnable) -> None:
    statuses = answers(trials, scenario, "reset", always)

    assert statuses == {503} or statuses == {503, scenario.status}, "the call was not needed"


@pytest.mark.parametrize("fault", ["conflicting", "in progress"])
@pytest.mark.parametrize("name", ["create_dwipp: nameless", "toggle_upvote: off", "job: remove who has left"])
def test_a_write_that_collides_is_retried(trials: Trials, name: str, fault: str) -> None:
    assert answers(trials, ALL[name], fault, once, of_a_kind=1) == {ALL[name].status}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("update_dwipp: if it matches", "conflicting"),
        ("update_dwipp: if it matches", "in progress"),
        ("job: rename somebody", "conflicting"),
    ],
)
def test_a_write_that_collides_until_the_deadline_is_answered_with_503(
    trials: Trials, name: str, fault: str
) -> None:
    calls = trials.undisturbed(ALL[name]).calls
    first = next(call for call in calls if FAULTS["conflicting"].befalls(call[0]))
    sabotage = Sabotage(FAULTS[fault], always(*first))

    assert trials.disturbed(ALL[name], sabotage, SHORT_SECONDS).statuses[0] == 503


@pytest.mark.parametrize("fault", ["broken", "throttled", "cancelled", "cut"])
@pytest.mark.parametrize(
    "name",
    [
        "create_dwipp: nameless",
        "list_dwipps: with more to come",
        "worker: a Dwipp was deleted",
        "job: remove who has left",
    ],
)
def test_a_lasting_failure_of_aws_is_answered_with_503_or_429(trials: Trials, name: str, fault: str) -> None:
    """A job continues after a call that was done although its answer was cut, so it may end with 204."""
    assert answers(trials, ALL[name], fault, always, of_a_kind=1) <= {429, 503, 204}


def test_every_service_is_throttled_in_its_own_way(aws: WiredAws) -> None:
    assert aws.wire.services == THROTTLED.keys(), (
        "list the service's error in THROTTLED, in tests/faults/faults.py"
    )


@pytest.mark.parametrize(
    ("name", "moment", "hits", "status"),
    [
        ("create_dwipp: with a key", "TransactWriteItems profiles idempotency dwipps", once, 201),
        ("list_dwipps", "Query dwipps/feed", always, 503),
        ("log_in", "InitiateAuth", always, 503),
    ],
)
def test_a_service_that_does_not_answer_is_given_up(
    trials: Trials, name: str, moment: str, hits: Callable[[str, int], Hits], status: int
) -> None:
    trial = trials.disturbed(ALL[name], Sabotage(FAULTS["stalled"], hits(moment, 1)))

    assert (trial.statuses[0], 2 < trial.seconds < CALL_SECONDS) == (status, True)


@pytest.mark.parametrize(
    "name", ["create_dwipp", "list_dwipps", "log_in", "list_dwipps: with a wrong cursor"]
)
def test_a_refused_connection_is_answered_with_503(name: str) -> None:
    with app_asks(NOBODY):
        assert ALL[name].run().status == 503


def test_a_host_that_accepts_no_connection_is_given_up_in_two_seconds() -> None:
    with nobody_accepts() as url, app_asks(url):
        began = time.monotonic()

        assert ALL["log_in"].run().status == 503
    assert 2 <= time.monotonic() - began < CALL_SECONDS
