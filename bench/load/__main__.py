"""Starts a platform, sends it rounds of requests for each operation and number of clients, and prints the figures."""

import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

from bench.charts import GREEN, logarithmic, picture
from bench.goals import Goal, raw_goals
from bench.load.client import send
from bench.load.figures import HANDLER_HEADER, HEADER, LABELS, Figures, Rounds, figures, handler_rows, rows
from bench.load.handler_times import send_handler_times
from bench.load.plans import CLIENTS, Plans
from bench.platform import copied_tree
from bench.report import place, report
from localcloud.demo.people import PEOPLE
from tests.platform.api import LaptopApi
from tests.platform.running import RunningPlatform

ROUNDS, REQUESTS = 3, 160  # of one operation by one number of clients
UPVOTED = 300  # Dwipps, each by each person at most once
GOAL_MS = 5
SHARES = {50: ("median", 1.0), 95: ("95 of 100", 0.6), 99: ("99 of 100", 0.35)}


def main() -> None:
    with copied_tree() as tree:
        send_handler_times(tree)
        clients = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        with RunningPlatform(tree) as platform, clients:
            plans = _plans(platform)
            found = figures({name: _measured(clients, plans, platform.port, name) for name in LABELS})
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


def _measured(clients: Executor, plans: Plans, port: int, operation: str) -> dict[int, Rounds]:
    """Returns the rounds by number of clients. The first, which warms up, is left out. Exits if a request fails."""
    print(operation, file=sys.stderr)
    counts = (max(CLIENTS), *CLIENTS * ROUNDS)
    rounds = [clients.submit(send, port, one, plans.take(operation, REQUESTS)).result() for one in counts]
    if refused := {one.status for _, sent in rounds for one in sent if not 200 <= one.status < 300}:
        sys.exit(f"some requests failed, with the statuses {sorted(refused)}")
    counted = list(zip(counts, rounds, strict=True))[1:]
    return {one: [found for count, found in counted if count == one] for one in CLIENTS}


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
