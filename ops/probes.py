"""Requests without a token that test an API, the checks of their answers, and the retries while it warms up."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.site.description import SECURITY_HEADERS

__all__ = ["BASE", "Answer", "Fault", "Probe", "faults", "probes", "site_probes"]

BASE = "/api/v1"
STRANGER = {"email": "smoke@example.org", "password": "Nobody-has-this-1"}
PROBLEM = "application/problem+json"
PAUSES = (1, 2, 4, 8)  # seconds before further tries, in all: a new version's first environments start slowly
LATER = {429, 500, 502, 503, 504}

Fault = str | None


@dataclass(frozen=True)
class Answer:
    """`kind` is the media type, None if the answer has none."""

    status: int
    kind: str | None
    body: bytes
    policy: str | None = None  # Content-Security-Policy


@dataclass(frozen=True)
class Probe:
    """One request, below `base`. `fault` returns what is wrong with the answer, or None.

    `by_gateway`: API Gateway answers it itself, and the function does not see it.
    `address`: another address than that of the API.
    """

    name: str
    method: str
    path: str
    fault: Callable[[Answer], Fault]
    body: Any = None
    by_gateway: bool = False
    base: str = BASE
    address: str | None = None


def probes(root: Path) -> Sequence[Probe]:
    contract = json.loads((root / "openapi.json").read_text(encoding="utf-8"))
    return [
        Probe("the function answers", "GET", "/health", _is(200, {"status": "ok"})),
        Probe("the contract is this tree's", "GET", "/openapi.json", _is(200, contract)),
        Probe("reading Dwipps needs a token", "GET", "/dwipps", _has_status(401), by_gateway=True),
        Probe("an unknown path is not found", "GET", "/no-such-path", _has_status(404), by_gateway=True),
        Probe("a stranger cannot log in", "POST", "/sessions", _is_problem(401), STRANGER),
        Probe(
            "an invalid request is rejected",
            "POST",
            "/sessions",
            _is_problem(422),
            {"email": "smoke@example.org"},
        ),
    ]


def site_probes(index: bytes, gateway: str) -> Sequence[Probe]:
    """Returns the requests that test whether the site serves the page with this index, and the API only there.

    At the gateway's own address nothing limits the requests of one client.
    """
    return [
        Probe("the page is this tree's", "GET", "/", _is_page(index), base=""),
        Probe("a route of the page has the page", "GET", "/login", _is_page(index), base=""),
        Probe("an unknown file is not found", "GET", "/assets/none.js", _has_status(404), base=""),
        Probe("the gateway's own address refuses", "GET", "/health", _is_problem(403), address=gateway),
    ]


def faults(
    asked: Sequence[Probe], ask: Callable[[Probe], Answer | str], pause: Callable[[float], None]
) -> Iterator[tuple[Probe, Fault]]:
    """Yields each probe with what is wrong with its answer. `ask` returns the reason if there is no answer."""
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
        return _has_status(status)(answer) or (None if _json(answer) == content else "unexpected content")

    return fault


def _is_problem(status: int) -> Callable[[Answer], Fault]:
    def fault(answer: Answer) -> Fault:
        return _has_status(status)(answer) or (
            None if answer.kind == PROBLEM else f"{answer.kind}, not {PROBLEM}"
        )

    return fault


def _is_page(index: bytes) -> Callable[[Answer], Fault]:
    """The policy comes from the site, which an operator deploys."""
    wanted = SECURITY_HEADERS["Content-Security-Policy"]

    def fault(answer: Answer) -> Fault:
        if wrong := _has_status(200)(answer):
            return wrong
        if answer.body != index:
            return "unexpected content"
        return (
            None
            if answer.policy == wanted
            else "another Content-Security-Policy than this tree's: run `make up`"
        )

    return fault


def _json(answer: Answer) -> Any:  # noqa: ANN401  any JSON
    try:
        return json.loads(answer.body)
    except ValueError:
        return None
