"""`python -m ops.smoke URL` or `--stack STACK`: tests a deployed API with requests without a token."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import requests

from ops.address import address_of
from ops.command import plain_errors
from ops.errors import OpsError
from ops.probes import BASE, Answer, Probe, faults, probes
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main", "smoke"]

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_SECONDS = 10


@plain_errors()
def main(
    arguments: list[str] | None = None, *, root: Path = ROOT, pause: Callable[[float], None] = time.sleep
) -> None:
    smoke(_url(arguments, root), root, pause)


def smoke(url: str, root: Path, pause: Callable[[float], None]) -> None:
    """Prints one line per request. Raises OpsError if an answer is wrong."""
    failed = 0
    for probe, fault in faults(probes(root), lambda probe: _answer(probe, url), pause):
        print(f"{'!!' if fault else 'ok'}  {probe.name}{': ' + fault if fault else ''}", flush=True)
        failed += fault is not None
    if failed:
        raise OpsError(f"{failed} of the requests to {url} got a wrong answer or none")


def _url(arguments: list[str] | None, root: Path) -> str:
    parser = argparse.ArgumentParser(prog="python -m ops.smoke", description=__doc__)
    parser.add_argument("url", nargs="?", default="", help="the API's address, the stack's output api_url")
    parser.add_argument("--stack", default="", help="a stack, to read the address from its outputs")
    given = parser.parse_args(arguments)
    url = given.url or str(Pulumi(root).outputs(load_stack(root, given.stack).name)["api_url"])
    return address_of(url)


def _answer(probe: Probe, url: str) -> Answer | str:
    """Returns the answer, or the reason if there is none."""
    try:
        came = requests.request(
            probe.method,
            url + BASE + probe.path,
            json=probe.body,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.Timeout:
        return f"no answer within {TIMEOUT_SECONDS} seconds"
    except requests.RequestException as error:
        return f"no answer: {type(error).__name__}"
    return Answer(came.status_code, came.headers.get("Content-Type"), came.content)


if __name__ == "__main__":
    main()
