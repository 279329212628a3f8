"""Rounds of requests: each operation by each number of clients, and by the handler alone, in turn."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.load.plans import OPERATIONS, Plans, Request

__all__ = ["CLIENTS", "Measured", "measure"]

CLIENTS = (1, 8, 32)
ROUNDS = 3
REQUESTS = 160  # of one operation by one number of clients in one round
FIRST = 20  # of the handler, which are not counted: connections open, lazy imports happen

Handled = dict[str, float]


@dataclass
class Measured:
    """By operation and number of clients: milliseconds of each request, requests a second of each round."""

    ms: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    per_second: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    handled: dict[str, list[Handled]] = field(default_factory=dict)


def measure(plans: Plans, port: int, environment: Mapping[str, str]) -> Measured:
    """Warms up first. Exits where an answer is no success."""
    for operation in OPERATIONS:
        _send(port, max(CLIENTS), plans.take(operation, REQUESTS))
    measured = Measured()
    for number in range(1, ROUNDS + 1):
        for operation in OPERATIONS:
            print(f"round {number}: {operation}", file=sys.stderr)
            _by_clients(measured, operation, plans, port)
            _alone(measured, operation, plans, environment)
    return measured


def _by_clients(measured: Measured, operation: str, plans: Plans, port: int) -> None:
    for clients in CLIENTS:
        seconds, ms = _send(port, clients, plans.take(operation, REQUESTS))
        measured.ms.setdefault(operation, {}).setdefault(clients, []).extend(ms)
        measured.per_second.setdefault(operation, {}).setdefault(clients, []).append(len(ms) / seconds)


def _alone(measured: Measured, operation: str, plans: Plans, environment: Mapping[str, str]) -> None:
    requests = plans.take(operation, REQUESTS + FIRST)
    handled = _run(["bench.load.handler"], requests, environment)
    _expect_successes(one["status"] for one in handled)
    measured.handled.setdefault(operation, []).extend(handled[FIRST:])


def _send(port: int, clients: int, requests: Sequence[Request]) -> tuple[float, list[float]]:
    """Seconds of all, milliseconds of each."""
    told = _run(["bench.load.client", str(port), str(clients)], requests)
    _expect_successes(status for _, status in told["sent"])
    return told["seconds"], [ms for ms, _ in told["sent"]]


def _run(
    command: Sequence[str], requests: Sequence[Request], environment: Mapping[str, str] | None = None
) -> Any:  # noqa: ANN401  any JSON
    """What a module tells of requests, in a process of its own."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", *command],
        input=json.dumps([asdict(one) for one in requests]),
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def _expect_successes(statuses: Iterable[int]) -> None:
    if refused := {status for status in statuses if not 200 <= status < 300}:
        sys.exit(f"not all requests were answered with a success, but with {sorted(refused)}")
