"""Starts the platform, keeps it running, and stops it."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from localcloud.demo.people import DEMO_LOGIN
from localcloud.demo.seed import seed
from localcloud.emulator_process import EmulatorProcess
from localcloud.errors import LocalCloudError
from localcloud.front_door.listener import GATEWAY_SECONDS, FrontDoor, claim, client_session, require_free
from localcloud.page_build import build_on_change, can_build
from localcloud.provisioning_process import ProvisioningProcess
from localcloud.reload import reload_on_change
from localcloud.runner.function import LocalFunction, function_from
from localcloud.runner.functions import Functions
from localcloud.runner.server import RunnerServer
from localcloud.stack import StackConfig, load_stack
from localcloud.state import LocalState
from localcloud.terminal import say

__all__ = ["keep_up"]

ROOT = Path(__file__).resolve().parents[1]
DEBUG_SECONDS = 24 * 60 * 60  # while a debugger has stopped a function


async def keep_up(
    port: int, debug_port: int | None, provisioning: ProvisioningProcess, started: float
) -> None:
    """Runs the platform on a port of 127.0.0.1 until it is cancelled. `started`: `time.monotonic` at the start.

    Raises LocalCloudError if it cannot start or continue; the message says what to do.
    """
    stack, state, url = load_stack(ROOT), LocalState(ROOT / ".local"), f"http://localhost:{port}"
    origins = stack.config.get("dwipper:corsOrigins", [])
    patience = DEBUG_SECONDS if debug_port else None
    with claim(port) as doors, state.held() as lock:
        if debug_port:
            require_free(debug_port)
        async with (
            client_session(patience or GATEWAY_SECONDS) as session,
            RunnerServer() as runner,
            EmulatorProcess(session, state.folder, stack.region, lock) as emulator,
        ):
            deployment = await emulator.while_it_runs(
                provisioning.deploy(
                    endpoint=emulator.url,
                    runner_url=runner.url,
                    front_door_url=url,
                    function_seconds=patience,
                )
            )
            outputs = _outputs(deployment, url, emulator.url)
            deployed = _deployed(deployment, stack, outputs, debug_port)
            functions = Functions(deployed, answering=outputs["function_name"])
            async with functions, FrontDoor(doors, session, outputs, origins), _kept_up(emulator, functions):
                runner.serve(functions)
                if await functions.reload() and not state.seeded:
                    await seed(session, outputs, deployed[0].environment)
                    # If it is marked before it is on the disk, a kill loses it for good.
                    if await emulator.save():
                        state.mark_seeded()
                state.write_outputs(outputs)
                _announce(url, debug_port, time.monotonic() - started)


@asynccontextmanager
async def _kept_up(emulator: EmulatorProcess, functions: Functions) -> AsyncIterator[None]:
    """Runs the background tasks while entered, from before the platform is up until it is cancelled."""
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(emulator.ended())
            tasks.create_task(_parent_gone())
            tasks.create_task(functions.tend())
            tasks.create_task(reload_on_change(ROOT / "webapp", functions))
            tasks.create_task(build_on_change(ROOT / "frontend"))
            yield
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None


async def _parent_gone() -> None:
    """Raises LocalCloudError when the process that started this one, `make` or a shell, was killed."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)
    raise LocalCloudError("the process that started Dwipper has ended, so Dwipper ended too")


def _outputs(deployment: dict[str, Any], url: str, emulator_url: str) -> dict[str, Any]:
    return {
        **deployment["outputs"],
        "mailbox_url": f"{url}/mailbox",
        "mailbox_api_url": f"{url}/mailbox/messages",
        "emulator_url": emulator_url,
    }


def _deployed(
    deployment: dict[str, Any], stack: StackConfig, outputs: dict[str, Any], debug_port: int | None
) -> list[LocalFunction]:
    """Returns the functions of the deployment. All have the same code and the same variables of the stack."""
    return [
        function_from(
            one,
            region=stack.region,
            endpoint=outputs["emulator_url"],
            debug_port=debug_port if one["name"] == outputs["function_name"] else None,
        )
        for one in deployment["functions"]
    ]


def _announce(url: str, debug_port: int | None, seconds: float) -> None:
    debug = f"  debug    attach to 127.0.0.1:{debug_port}: docs/debugging.md\n" if debug_port else ""
    page = " edit frontend/src/ and reload the page;" if can_build(ROOT / "frontend") else ""
    say(
        f"\nDwipper is up at {url} ({seconds:.1f} s)\n"
        f"  API      {url}/api/v1/docs\n"
        f"  mailbox  {url}/mailbox\n"
        f"  log in   {DEMO_LOGIN.email} / {DEMO_LOGIN.password}\n"
        f"{debug}Edit webapp/ and it reloads;{page} Ctrl-C stops it."
    )
