"""What a stranger asks of the API, what is wrong about an answer, and how long one that warms up is waited for."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["BASE", "Answer", "Fault", "Probe", "faults", "probes"]

BASE = "/api/v1"
STRANGER = {"email": "smoke@example.org", "password": "Nobody-has-this-1"}
PROBLEM = "application/problem+json"
PAUSES = (1, 2, 4, 8)  # seconds before further tries, in all: a new version's first environments take a while
LATER = {429, 500, 502, 503, 504}

Fault = str | None


@dataclass(frozen=True)
class Answer:
    """`kind` is the media type, None where the answer names none."""

    status: int
    kind: str | None
    body: bytes


@dataclass(frozen=True)
class Probe:
    """One request, and what is wrong about its answer; None for nothing.

    `by_gateway`: API Gateway answers it itself, the function never sees it.
    """

    name: str
    method: str
    path: str
    fault: Callable[[Answer], Fault]
    body: Any = None
    by_gateway: bool = False


def probes(root: Path) -> Sequence[Probe]:
    contract = json.loads((root / "openapi.json").read_text(encoding="utf-8"))
    return [
        Probe("the function answers", "GET", "/health", _is(200, {"status": "ok"})),
        Probe("the contract is this tree's", "GET", "/openapi.json", _is(200, contract)),
        Probe("no token, no Dwipps", "GET", "/dwipps", _has_status(401), by_gateway=True),
        Probe("an unknown path is not found", "GET", "/no-such-path", _has_status(404), by_gateway=True),
        Probe("a stranger cannot log in", "POST", "/sessions", _is_problem(401), STRANGER),
        Probe(
            "a wrong request is told so",
            "POST",
            "/sessions",
            _is_problem(422),
            {"email": "smoke@example.org"},
        ),
    ]


def faults(
    asked: Sequence[Probe], ask: Callable[[Probe], Answer | str], pause: Callable[[float], None]
) -> Iterator[tuple[Probe, Fault]]:
    """What is wrong about each probe's answer, one after the other. `ask` says why where no answer comes."""
    pauses = iter(PAUSES)
    for probe in asked:
        answer = ask(probe)
        while isinstance(answer, str) or answer.status in LATER:
            seconds = next(pauses, None)
            if seconds is None:
                break
            pause(seconds)
            answer = ask(probe)
        yield probe, answer if isinstance(answer, str) else probe.fault(answer)


def _has_status(status: int) -> Callable[[Answer], Fault]:
    return lambda answer: None if answer.status == status else f"{answer.status}, not {status}"


def _is(status: int, content: Any) -> Callable[[Answer], Fault]:  # noqa: ANN401  any JSON
    def fault(answer: Answer) -> Fault:
        return _has_status(status)(answer) or (None if _json(answer) == content else "another content")

    return fault


def _is_problem(status: int) -> Callable[[Answer], Fault]:
    def fault(answer: Answer) -> Fault:
        return _has_status(status)(answer) or (
            None if answer.kind == PROBLEM else f"{answer.kind}, not {PROBLEM}"
        )

    return fault


def _json(answer: Answer) -> Any:  # noqa: ANN401  any JSON
    try:
        return json.loads(answer.body)
    except ValueError:
        return None
