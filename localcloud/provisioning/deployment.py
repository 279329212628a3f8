"""Deploys the laptop's stack."""

import json
import os
import sys
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any, TextIO

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers import HANDLERS
from localcloud.provisioning.program import run_program
from localcloud.provisioning.progress import Progress
from localcloud.stack import load_stack

__all__ = ["deploy"]

ROOT = Path(__file__).resolve().parents[2]


def deploy(addresses: TextIO) -> dict[str, Any]:
    """Returns the program's `outputs` and its `functions`.

    Reads the addresses, a JSON object with fields of Cloud, before the first resource. Raises LocalCloudError if a
    resource cannot be created.
    """
    stack = load_stack(ROOT)
    connect = cache(partial(_connect, addresses, stack.region))
    progress = Progress(sys.stderr)
    try:
        outputs = run_program(ROOT / "__main__.py", stack, connect, HANDLERS, progress)
    finally:
        progress.end()
    return {"outputs": outputs, "functions": [asdict(function) for function in connect().functions]}


def _connect(addresses: TextIO, region: str) -> Cloud:
    text = addresses.read()
    if not text:
        os._exit(1)  # the parent has gone: nobody would read why it failed
    return Cloud(region=region, **json.loads(text))
