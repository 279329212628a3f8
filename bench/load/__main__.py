"""Brings a platform up, has it measured, and tells the figures."""

import base64
import json
import tempfile
from pathlib import Path

from bench.goals import Goal, told
from bench.load.environment import environment_of
from bench.load.figures import HANDLER_HEADER, HEADER, LABELS, figures, handler_rows, rows
from bench.load.plans import Person, Plans
from bench.load.plot import plot
from bench.load.rounds import Measured, measure
from bench.report import DOCS, place, report
from localcloud.demo.people import PEOPLE
from tests.platform.api import Api
from tests.platform.running import RunningPlatform, copy_of_the_tree

GOAL_MS = 5
UPVOTED = 300  # Dwipps, each by each person at most once


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_of_the_tree(Path(folder).resolve() / "dwipper")
        with RunningPlatform(tree) as platform:
            found = figures(_measured(platform))
    plot(found, DOCS / "performance" / "load.svg")
    place("load-handler", HANDLER_HEADER, list(handler_rows(found)))
    goals = [
        Goal(f"through the front door, less the handler: {LABELS[name]}", ms, GOAL_MS, "ms")
        for name, ms in found["less_handler_ms"].items()
    ]
    report("load", HEADER, list(rows(found)), {**found, **told(*goals)})


def _measured(platform: RunningPlatform) -> Measured:
    with Api(platform.outputs) as api:
        people = [_logged_in(api, one.email, one.password) for one in PEOPLE]
        thoughts = [_create(api, people[0], number) for number in range(UPVOTED)]
    return measure(Plans(people, thoughts), platform.port, environment_of(platform))


def _logged_in(api: Api, email: str, password: str) -> Person:
    token: str = api.log_in(email, password).json()["access_token"]
    payload = token.split(".")[1]
    return Person(json.loads(base64.urlsafe_b64decode(payload + "=="))["sub"], token)


def _create(api: Api, person: Person, number: int) -> str:
    answer = api.call("POST", "/dwipps", {"text": f"Thought number {number}."}, token=person.token)
    dwipp_id: str = answer.json()["id"]
    return dwipp_id


if __name__ == "__main__":
    main()
