"""Requests of each operation: by one client and by the handler alone in turn, then by more clients at once."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from bench.load.alone import Alone, Handled
from bench.load.plans import OPERATIONS, Plans, Request

__all__ = ["CLIENTS", "Measured", "measure"]

CLIENTS = (1, 8, 32)
TURNS, TURN = 12, 40  # of one client and of the handler, and the requests of each
ROUNDS, REQUESTS = 3, 160  # of more clients


@dataclass
class Measured:
    """By operation and number of clients: milliseconds of the requests of each turn or round, and requests a second.

    And what the handler took of the requests of each turn.
    """

    ms: dict[str, dict[int, list[list[float]]]] = field(default_factory=dict)
    per_second: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    handled: dict[str, list[list[Handled]]] = field(default_factory=dict)


def measure(plans: Plans, port: int, environment: Mapping[str, str]) -> Measured:
    """One operation after the other, those that write last: the emulator is slower the more is in its tables.

    Each is warmed up first. Exits where an answer is no success.
    """
    measured = Measured()
    for operation in OPERATIONS:
        print(operation, file=sys.stderr)
        _send(port, max(CLIENTS), plans.take(operation, REQUESTS))
        with Alone(environment) as alone:
            alone.handle(plans.take(operation, TURN))
            for _ in range(TURNS):
                _count(measured, operation, 1, port, plans.take(operation, TURN))
                _count_alone(measured, operation, alone, plans.take(operation, TURN))
        for clients in CLIENTS[1:] * ROUNDS:
            _count(measured, operation, clients, port, plans.take(operation, REQUESTS))
    return measured


def _count_alone(measured: Measured, operation: str, alone: Alone, requests: Sequence[Request]) -> None:
    handled = alone.handle(requests)
    _expect_successes(one["status"] for one in handled)
    measured.handled.setdefault(operation, []).append(handled)


def _count(measured: Measured, operation: str, clients: int, port: int, requests: Sequence[Request]) -> None:
    seconds, ms = _send(port, clients, requests)
    measured.ms.setdefault(operation, {}).setdefault(clients, []).append(ms)
    measured.per_second.setdefault(operation, {}).setdefault(clients, []).append(len(ms) / seconds)


def _send(port: int, clients: int, requests: Sequence[Request]) -> tuple[float, list[float]]:
    """Seconds of all, milliseconds of each."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.load.client", str(port), str(clients)],
        input=json.dumps([asdict(one) for one in requests]),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told = json.loads(done.stdout)
    _expect_successes(status for _, status in told["sent"])
    return told["seconds"], [ms for ms, _ in told["sent"]]


def _expect_successes(statuses: Iterable[float]) -> None:
    if refused := {status for status in statuses if not 200 <= status < 300}:
        sys.exit(f"not all requests were answered with a success, but with {sorted(refused)}")
