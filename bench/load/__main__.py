"""Starts a platform, sends it rounds of requests for each operation and number of clients, and prints the figures."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict

from bench.charts import GREEN, logarithmic, picture
from bench.goals import Goal, raw_goals
from bench.load.client import SentRequest
from bench.load.figures import HANDLER_HEADER, HEADER, LABELS, Cell, Figures, figures, handler_rows, rows
from bench.load.handler_times import send_handler_times
from bench.load.plans import PlannedRequest, Plans
from bench.platform import copied_tree
from bench.report import place, report
from localcloud.demo.people import PEOPLE
from tests.platform.api import LaptopApi
from tests.platform.running import RunningPlatform

CLIENTS = (1, 8, 32)
ROUNDS, REQUESTS = 3, 160  # of one operation by one number of clients
UPVOTED = 300  # Dwipps, each by each person at most once
GOAL_MS = 5
SHARES = {50: ("median", 1.0), 95: ("95 of 100", 0.6), 99: ("99 of 100", 0.35)}


def main() -> None:
    with copied_tree() as tree:
        send_handler_times(tree)
        with RunningPlatform(tree) as platform:
            plans, port = _plans(platform), platform.port
            found = figures({operation: _measured(plans, port, operation) for operation in LABELS})
    _draw(found)
    place("load-handler", HANDLER_HEADER, list(handler_rows(found)))
    goals = [
        Goal(f"through the front door, less the handler: {LABELS[name]}", ms, GOAL_MS, "ms")
        for name, ms in found["less_handler_ms"].items()
    ]
    report("load", HEADER, list(rows(found)), {**found, **raw_goals(*goals)})


def _plans(platform: RunningPlatform) -> Plans:
    with LaptopApi(platform.outputs) as api:
        tokens = [api.log_in(one.email, one.password).json()["access_token"] for one in PEOPLE]
        texts = ({"text": f"Thought number {number}."} for number in range(UPVOTED))
        return Plans(
            tokens, [api.call("POST", "/dwipps", one, token=tokens[0]).json()["id"] for one in texts]
        )


def _measured(plans: Plans, port: int, operation: str) -> dict[int, Cell]:
    """Returns the times by number of clients, after a warm-up. Exits if a request fails."""
    print(operation, file=sys.stderr)
    _send(port, max(CLIENTS), plans.take(operation, REQUESTS))
    cells = {clients: Cell() for clients in CLIENTS}
    for clients in CLIENTS * ROUNDS:
        seconds, sent = _send(port, clients, plans.take(operation, REQUESTS))
        cells[clients].sent += sent
        cells[clients].per_second.append(len(sent) / seconds)
    return cells


def _send(port: int, clients: int, requests: Sequence[PlannedRequest]) -> tuple[float, list[SentRequest]]:
    """Returns the seconds in all, and the times of each request."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.load.client", str(port), str(clients)],
        input=json.dumps([asdict(one) for one in requests]),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    times = json.loads(done.stdout)
    sent = [SentRequest(**one) for one in times["sent"]]
    if refused := {one.status for one in sent if not 200 <= one.status < 300}:
        sys.exit(f"some requests failed, with the statuses {sorted(refused)}")
    return times["seconds"], sent


def _draw(found: Figures) -> None:
    """Draws milliseconds by number of clients, one panel per operation."""
    with picture("load", 3.6) as figure:
        panels = figure.subplots(1, len(LABELS), sharex=True, sharey=True)
        for axes, (name, label) in zip(panels, LABELS.items(), strict=True):
            clients, cells = [int(one) for one in found["cells"][name]], found["cells"][name].values()
            for share, (what, alpha) in SHARES.items():
                ms = [cell[f"p{share}_ms"] for cell in cells]
                axes.plot(
                    clients, ms, color=GREEN, alpha=alpha, linewidth=2.2, marker="o", markersize=5, label=what
                )
            ticks = [1, 10, 100, 1_000]
            logarithmic(axes, label.replace("`", ""), "clients at once", clients, ticks)
        panels[0].set_ylabel("milliseconds")
        panels[0].legend(frameon=False, loc="upper left")


if __name__ == "__main__":
    main()
