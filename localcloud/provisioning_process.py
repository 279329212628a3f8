"""Runs the Pulumi program against the emulator."""

import asyncio
import json
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from localcloud.clean_environment import clean_environment
from localcloud.errors import LocalCloudError

__all__ = ["ProvisioningProcess"]

ROOT = Path(__file__).resolve().parents[1]


class ProvisioningProcess:
    """A process that runs the Pulumi program while entered. Its end frees Pulumi's memory.

    It imports Pulumi at once, and creates resources when `deploy` gives it the addresses.
    """

    async def __aenter__(self) -> "ProvisioningProcess":
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "localcloud.provisioning"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env=clean_environment(),
            process_group=0,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def deploy(
        self, *, endpoint: str, runner_url: str, front_door_url: str, function_seconds: int | None = None
    ) -> dict[str, Any]:
        """Returns the program's outputs and the functions to run. The emulator must answer at `endpoint` before.

        Raises LocalCloudError if the program fails.
        """
        addresses = {
            "endpoint": endpoint,
            "runner_url": runner_url,
            "front_door_url": front_door_url,
            "function_seconds": function_seconds,
        }
        output, _ = await self._process.communicate(json.dumps(addresses).encode())
        deployment: dict[str, Any] = json.loads(
            output or '{"failure": "the Pulumi program was killed: run again"}'
        )
        if "failure" in deployment:
            raise LocalCloudError(deployment["failure"])
        return deployment
