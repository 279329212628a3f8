"""Rounds of requests, for each operation and number of clients."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from bench.load.client import SentRequest
from bench.load.plans import API_OPERATIONS, PlannedRequest, Plans

__all__ = ["CLIENTS", "Cell", "Measured", "measure"]

CLIENTS = (1, 8, 32)
ROUNDS, REQUESTS = 3, 160  # of one operation by one number of clients


@dataclass
class Cell:
    """The times of one operation with one number of clients."""

    sent: list[SentRequest] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)  # of each round


Measured = dict[str, dict[int, Cell]]


def measure(plans: Plans, port: int) -> Measured:
    """Measures one operation after another. Writes come last, because fuller tables slow the emulator down.

    Each operation is warmed up first. Exits if a request fails.
    """
    measured: Measured = {}
    for operation in API_OPERATIONS:
        print(operation, file=sys.stderr)
        _send(port, max(CLIENTS), plans.take(operation, REQUESTS))
        cells = measured[operation] = {clients: Cell() for clients in CLIENTS}
        for clients in CLIENTS * ROUNDS:
            seconds, sent = _send(port, clients, plans.take(operation, REQUESTS))
            cells[clients].sent += sent
            cells[clients].per_second.append(len(sent) / seconds)
    return measured


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
