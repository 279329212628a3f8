"""`python -m ops.smoke URL` or `--stack STACK`: whether a deployed API answers as it should, asked by a stranger."""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from ops.address import address_of
from ops.command import plain_errors
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
BASE = "/api/v1"
STRANGER = {"email": "smoke@example.org", "password": "Nobody-has-this-1"}
PROBLEM = "application/problem+json"
SECONDS = 10
PAUSES = (1, 2, 4, 8)  # seconds before further tries, in all: a new version's first environments take a while
LATER = {429, 500, 502, 503, 504}

Fault = str | None


@dataclass(frozen=True)
class Probe:
    """One request, and what is wrong about its answer; None for nothing."""

    name: str
    method: str
    path: str
    fault: Callable[[requests.Response], Fault]
    body: Any = None


@plain_errors()
def main(
    arguments: list[str] | None = None, *, root: Path = ROOT, pause: Callable[[float], None] = time.sleep
) -> None:
    """Prints a line a request; OpsError where one is not answered as it should be."""
    url = _url(arguments, root)
    pauses, failed = iter(PAUSES), 0
    for probe in _probes(root):
        fault = _fault(probe, url, pauses, pause)
        print(f"{'!!' if fault else 'ok'}  {probe.name}{': ' + fault if fault else ''}", flush=True)
        failed += fault is not None
    if failed:
        raise OpsError(f"{failed} of the requests to {url} were not answered as they should be")


def _url(arguments: list[str] | None, root: Path) -> str:
    parser = argparse.ArgumentParser(prog="python -m ops.smoke", description=__doc__)
    parser.add_argument("url", nargs="?", default="", help="the API's address, as the stack's output api_url")
    parser.add_argument("--stack", default="", help="a stack, which is asked for its address")
    given = parser.parse_args(arguments)
    url = given.url or str(Pulumi(root).outputs(load_stack(root, given.stack).name)["api_url"])
    return address_of(url)


def _probes(root: Path) -> list[Probe]:
    contract = json.loads((root / "openapi.json").read_text(encoding="utf-8"))
    return [
        Probe("the function answers", "GET", "/health", _is(200, {"status": "ok"})),
        Probe("the contract is this tree's", "GET", "/openapi.json", _is(200, contract)),
        Probe("no token, no Dwipps", "GET", "/dwipps", _has_status(401)),
        Probe("an unknown path is not found", "GET", "/no-such-path", _has_status(404)),
        Probe("a stranger cannot log in", "POST", "/sessions", _is_problem(401), STRANGER),
        Probe(
            "a wrong request is told so",
            "POST",
            "/sessions",
            _is_problem(422),
            {"email": "smoke@example.org"},
        ),
    ]


def _has_status(status: int) -> Callable[[requests.Response], Fault]:
    return lambda answer: None if answer.status_code == status else f"{answer.status_code}, not {status}"


def _is(status: int, content: Any) -> Callable[[requests.Response], Fault]:  # noqa: ANN401  any JSON
    def fault(answer: requests.Response) -> Fault:
        return _has_status(status)(answer) or (None if _json(answer) == content else "another content")

    return fault


def _is_problem(status: int) -> Callable[[requests.Response], Fault]:
    def fault(answer: requests.Response) -> Fault:
        kind = answer.headers.get("Content-Type")
        return _has_status(status)(answer) or (None if kind == PROBLEM else f"{kind}, not {PROBLEM}")

    return fault


def _json(answer: requests.Response) -> Any:  # noqa: ANN401  any JSON
    try:
        return answer.json()
    except ValueError:
        return None


def _fault(probe: Probe, url: str, pauses: Iterator[int], pause: Callable[[float], None]) -> Fault:
    answer = _answer(probe, url)
    while isinstance(answer, str) or answer.status_code in LATER:
        seconds = next(pauses, None)
        if seconds is None:
            break
        pause(seconds)
        answer = _answer(probe, url)
    return answer if isinstance(answer, str) else probe.fault(answer)


def _answer(probe: Probe, url: str) -> requests.Response | str:
    """What comes, or why nothing does."""
    try:
        return requests.request(
            probe.method, url + BASE + probe.path, json=probe.body, timeout=SECONDS, allow_redirects=False
        )
    except requests.Timeout:
        return f"no answer within {SECONDS} seconds"
    except requests.RequestException as error:
        return f"no answer: {type(error).__name__}"


if __name__ == "__main__":
    main()
