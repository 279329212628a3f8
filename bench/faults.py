"""Lets every call of every operation fail in every way, once and permanently, and prints the responses."""

import tests.conftest  # noqa: F401, I001  the environment of the app, before it is imported

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from bench.report import report
from tests.faults.aws import app_asks, local_aws
from tests.faults.changes import CHANGES, JOBS
from tests.faults.faults import FAULTS
from tests.faults.scenarios import SCENARIOS
from tests.faults.trials import Runnable, Trials
from tests.faults.wire import Hits, Sabotage, always, everywhere, once
from tests.webapp.events import SECONDS
from webapp.http.middleware import SPARE_SECONDS

PROCESSES = 10  # each has its own DynamoDB; they wait most of the time
SLICES = 2 * PROCESSES
HEADER = ("Operation", "trials", *FAULTS, "longest")
SCENES: Sequence[Runnable] = [*CHANGES, *JOBS, *SCENARIOS]


@dataclass(frozen=True)
class TrialOutcome:
    """The result of one trial. `wrong` says what was wrong."""

    operation: str
    scenario: str
    fault: str
    at: str
    statuses: Sequence[int]
    seconds: float
    wrong: str = ""


Groups = defaultdict[str, list[TrialOutcome]]


def main() -> None:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        outcomes = [one for part in processes.map(_try_all, range(SLICES)) for one in part]
    _report(outcomes)
    sys.exit("\n".join(str(one) for one in outcomes if one.wrong) or None)


def _try_all(part: int) -> list[TrialOutcome]:
    with local_aws() as aws, app_asks(aws.wire.url):
        trials = Trials(aws)
        return [
            _try(trials, scenario, fault, at, hits)
            for scenario in SCENES[part::SLICES]
            for fault, at, hits in _sabotages(trials, scenario)
        ]


def _sabotages(trials: Trials, scenario: Runnable) -> Iterator[tuple[str, str, Hits]]:
    for fault in FAULTS:
        for call in trials.undisturbed(scenario).calls:
            if FAULTS[fault].befalls(call[0]):
                yield fault, f"{call[0]}, {call[1]}: once", once(*call)
                yield fault, f"{call[0]}, {call[1]}: always", always(*call)
    yield "stalled", "the first try of every call", everywhere


def _try(trials: Trials, scenario: Runnable, fault: str, at: str, hits: Hits) -> TrialOutcome:
    names = (scenario.operation, scenario.name, fault, at)
    try:
        # Retries last until the deadline. A request's suffices here: the worker's is longer.
        time_left = math.inf if hits is everywhere else SECONDS - SPARE_SECONDS
        trial = trials.disturbed(scenario, Sabotage(FAULTS[fault], hits), time_left)
    except AssertionError as error:
        return TrialOutcome(*names, [], 0, wrong=str(error) or repr(error))
    return TrialOutcome(*names, trial.statuses, round(trial.seconds, 2))


def _report(outcomes: Sequence[TrialOutcome]) -> None:
    by_operation, by_fault = Groups(list), Groups(list)
    for one in outcomes:
        by_operation[one.operation].append(one)
        by_fault[f"{one.scenario}; {one.fault}"].append(one)
    rows = [(name, *_cells(found)) for name, found in sorted(by_operation.items())]
    report("faults", HEADER, rows, {name: _counts(found) for name, found in sorted(by_fault.items())})


def _counts(outcomes: Sequence[TrialOutcome]) -> dict[str, float]:
    """Returns the count of each response, `503 then 201` if the request was sent again, and the longest time."""
    answers = Counter(one.wrong or " then ".join(map(str, one.statuses)) for one in outcomes)
    return {**answers, "longest": max(one.seconds for one in outcomes)}


def _cells(outcomes: Sequence[TrialOutcome]) -> Iterator[str]:
    yield str(len(outcomes))
    for fault in FAULTS:
        found = (one for one in outcomes if one.fault == fault)
        yield " ".join(sorted({"wrong" if one.wrong else str(one.statuses[0]) for one in found}))
    yield f"{max(one.seconds for one in outcomes):.1f} s"


if __name__ == "__main__":
    main()
