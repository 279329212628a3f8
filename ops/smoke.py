"""`python -m ops.smoke URL` or `--stack STACK`: tests a deployed API with requests without a token."""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import requests

from ops.address import address_of
from ops.command import plain_errors
from ops.errors import OpsError
from ops.page import BUILT, built_files
from ops.probes import Answer, Probe, faults, probes, site_probes
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main", "probes_of", "smoke"]

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_SECONDS = 10


@plain_errors()
def main(
    arguments: list[str] | None = None, *, root: Path = ROOT, pause: Callable[[float], None] = time.sleep
) -> None:
    given = _given(arguments)
    if given.url:
        smoke(address_of(given.url), probes(root), pause)
    else:
        outputs = Pulumi(root).outputs(load_stack(root, given.stack).name)
        smoke(address_of(str(outputs["api_url"])), probes_of(outputs, root), pause)


def probes_of(outputs: Mapping[str, Any], root: Path) -> Sequence[Probe]:
    """Returns the requests for the API, and for the site if the stack has one. Raises OpsError without a page."""
    if "page_bucket" not in outputs:
        return probes(root)
    index = built_files(root / BUILT)[-1].read_bytes()
    return [*probes(root), *site_probes(index, str(outputs["gateway_url"]))]


def smoke(url: str, asked: Sequence[Probe], pause: Callable[[float], None]) -> None:
    """Prints one line per request. Raises OpsError if an answer is wrong."""
    failed = 0
    for probe, fault in faults(asked, lambda probe: _answer(probe, url), pause):
        print(f"{'!!' if fault else 'ok'}  {probe.name}{': ' + fault if fault else ''}", flush=True)
        failed += fault is not None
    if failed:
        raise OpsError(f"{failed} of the requests to {url} got a wrong answer or none")


def _given(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.smoke", description=__doc__)
    parser.add_argument("url", nargs="?", default="", help="the API's address, the stack's output api_url")
    parser.add_argument(
        "--stack", default="", help="a stack, to read the addresses from its outputs; its page too"
    )
    return parser.parse_args(arguments)


def _answer(probe: Probe, url: str) -> Answer | str:
    """Returns the answer, or the reason if there is none."""
    try:
        came = requests.request(
            probe.method,
            (probe.address or url) + probe.base + probe.path,
            json=probe.body,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.Timeout:
        return f"no answer within {TIMEOUT_SECONDS} seconds"
    except requests.RequestException as error:
        return f"no answer: {type(error).__name__}"
    policy = came.headers.get("Content-Security-Policy")
    return Answer(came.status_code, came.headers.get("Content-Type"), came.content, policy)


if __name__ == "__main__":
    main()
