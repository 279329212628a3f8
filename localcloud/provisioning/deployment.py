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
from localcloud.provisioning.registry import Resource
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
    outputs = run_program(ROOT / "__main__.py", stack, connect, HANDLERS, _show)
    return {"outputs": outputs, "functions": [asdict(function) for function in connect().functions]}


def _connect(addresses: TextIO, region: str) -> Cloud:
    told = addresses.read()
    if not told:
        os._exit(1)  # the parent has gone: nobody would read why it failed
    return Cloud(region=region, **json.loads(told))


def _show(resource: Resource, seconds: float) -> None:
    kind = resource.type.removeprefix("aws:")
    print(f"  + {kind:44} {resource.name:40} {seconds * 1000:4.0f} ms", file=sys.stderr)  # noqa: T201
