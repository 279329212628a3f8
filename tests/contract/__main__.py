"""`python -m tests.contract [URL] [OUTPUTS]`: tests a platform against the contract. Arguments may be empty."""

import os
import sys
from pathlib import Path

import pytest

from tests.contract.answering import answering


def main(url: str = "", outputs: str = "", *others: str) -> None:
    """Exits with one line if there is no platform to test."""
    if others:
        sys.exit(f"unknown arguments: {' '.join(others)}")
    if outputs and not Path(outputs).is_file():
        sys.exit(f"there is no file {outputs}: write the stack's outputs with `pulumi stack output --json`")
    if url:
        url = answering(url)
    os.environ.update(DWIPPER_URL=url, DWIPPER_OUTPUTS=outputs)
    sys.exit(pytest.main([str(Path(__file__).parent)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
