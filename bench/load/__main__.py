"""Starts a platform, measures it, and prints the figures."""

import tempfile
from pathlib import Path

from bench.goals import Goal, raw_goals
from bench.load.figures import HANDLER_HEADER, HEADER, LABELS, figures, handler_rows, rows
from bench.load.handler_times import send_handler_times
from bench.load.plans import Plans
from bench.load.plot import plot
from bench.load.rounds import Measured, measure
from bench.report import DOCS, place, report
from localcloud.demo.people import PEOPLE, DemoPerson
from tests.platform.api import LaptopApi
from tests.platform.running import RunningPlatform, copy_of_the_tree

GOAL_MS = 5
UPVOTED = 300  # Dwipps, each by each person at most once


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_of_the_tree(Path(folder).resolve() / "dwipper")
        send_handler_times(tree)
        with RunningPlatform(tree) as platform:
            found = figures(_measured(platform))
    plot(found, DOCS / "performance" / "load.svg")
    place("load-handler", HANDLER_HEADER, list(handler_rows(found)))
    goals = [
        Goal(f"through the front door, less the handler: {LABELS[name]}", ms, GOAL_MS, "ms")
        for name, ms in found["less_handler_ms"].items()
    ]
    report("load", HEADER, list(rows(found)), {**found, **raw_goals(*goals)})


def _measured(platform: RunningPlatform) -> Measured:
    with LaptopApi(platform.outputs) as api:
        tokens = [_log_in(api, one) for one in PEOPLE]
        thoughts = [_create(api, tokens[0], number) for number in range(UPVOTED)]
    return measure(Plans(tokens, thoughts), platform.port)


def _log_in(api: LaptopApi, person: DemoPerson) -> str:
    token: str = api.log_in(person.email, person.password).json()["access_token"]
    return token


def _create(api: LaptopApi, token: str, number: int) -> str:
    answer = api.call("POST", "/dwipps", {"text": f"Thought number {number}."}, token=token)
    dwipp_id: str = answer.json()["id"]
    return dwipp_id


if __name__ == "__main__":
    main()
