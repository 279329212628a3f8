"""Runs the Pulumi program against the emulator."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from localcloud.clean_environment import clean_environment
from localcloud.errors import LocalCloudError

__all__ = ["provision"]

ROOT = Path(__file__).resolve().parents[1]


async def provision(emulator_url: str, runner_url: str, front_door_url: str) -> dict[str, Any]:
    """Runs the Pulumi program against the emulator; gives its outputs and the functions to run.

    It is a process of its own, so that Pulumi's memory is free again afterwards.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "localcloud.provisioning"),
        *("--endpoint", emulator_url, "--runner", runner_url, "--front-door", front_door_url),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=clean_environment(),
        process_group=0,
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    deployment: dict[str, Any] = json.loads(
        output or '{"failure": "the Pulumi program was ended: run again"}'
    )
    if "failure" in deployment:
        raise LocalCloudError(deployment["failure"])
    return deployment
