"""Deploys the stack that the laptop runs."""

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
from localcloud.provisioning.registry import Resource
from localcloud.stack import load_stack

__all__ = ["deploy"]

ROOT = Path(__file__).resolve().parents[2]


def deploy(addresses: TextIO) -> dict[str, Any]:
    """The program's `outputs`, and the `functions` to run.

    The addresses are read at the first resource: a JSON object of the fields of Cloud that are one. Raises
    LocalCloudError for what cannot be created.
    """
    stack = load_stack(ROOT)
    connect = cache(partial(_connect, addresses, stack.region))
    outputs = run_program(ROOT / "__main__.py", stack, connect, HANDLERS, _show)
    return {"outputs": outputs, "functions": [asdict(function) for function in connect().functions]}


def _connect(addresses: TextIO, region: str) -> Cloud:
    told = addresses.read()
    if not told:
        os._exit(1)  # whoever started this has gone: nobody would read why it failed
    return Cloud(region=region, **json.loads(told))


def _show(resource: Resource, seconds: float) -> None:
    kind = resource.type.removeprefix("aws:")
    print(f"  + {kind:44} {resource.name:40} {seconds * 1000:4.0f} ms", file=sys.stderr)  # noqa: T201
