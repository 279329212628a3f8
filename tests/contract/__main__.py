"""`python -m tests.contract [URL] [OUTPUTS]`: tests a platform against the contract. Arguments may be empty."""

import os
import sys
from pathlib import Path

import pytest
import requests

from ops.address import address_of
from ops.errors import OpsError

SECONDS = 10


def main(url: str = "", outputs: str = "", *others: str) -> None:
    """Exits with one line if there is no platform to test."""
    if others:
        sys.exit(f"unknown arguments: {' '.join(others)}")
    if outputs and not Path(outputs).is_file():
        sys.exit(f"there is no file {outputs}: write the stack's outputs with `pulumi stack output --json`")
    if url:
        url = _answering(url)
    os.environ.update(DWIPPER_URL=url, DWIPPER_OUTPUTS=outputs)
    sys.exit(pytest.main([str(Path(__file__).parent)]))


def _answering(url: str) -> str:
    try:
        url = address_of(url)
        requests.get(url, timeout=SECONDS, allow_redirects=False)
    except OpsError as error:
        sys.exit(str(error))
    except requests.RequestException as error:
        sys.exit(f"nothing answers at {url} ({type(error).__name__}): is the platform up?")
    return url


if __name__ == "__main__":
    main(*sys.argv[1:])
