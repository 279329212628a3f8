"""`python -m tests.pipeline.laptop PORT STATE`: runs an empty laptop's AWS, for a stack to be deployed to.

Prints its addresses as JSON. Learns on its control port what was deployed. Ends when its stdin closes.
"""

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import web

from localcloud.emulator_process import EmulatorProcess
from localcloud.front_door.listener import FrontDoor, claim, client_session
from localcloud.runner.function import function_from
from localcloud.runner.functions import Functions
from localcloud.runner.server import RunnerServer
from localcloud.state import LocalState

REGION = "eu-west-1"


class Control:
    """Receives what was deployed: functions first, then, with the stack's outputs, the gateway."""

    def __init__(self, emulator: str, runner: RunnerServer, ending: AsyncExitStack) -> None:
        self._emulator, self._runner, self._ending = emulator, runner, ending
        self._deployed: list[dict[str, Any]] = []
        self.outputs: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_post("/functions", self._functions_made)
        application.router.add_post("/outputs", self._open)
        application.router.add_post("/reload", self._reload)
        return application

    async def _functions_made(self, request: web.Request) -> web.Response:
        self._deployed = await request.json()
        return web.Response()

    async def _open(self, request: web.Request) -> web.Response:
        """Answers when the API does."""
        outputs = await request.json()
        made = [function_from(one, region=REGION, endpoint=self._emulator) for one in self._deployed]
        self._functions = await self._ending.enter_async_context(
            Functions(made, answering=outputs["function_name"])
        )
        self.outputs.set_result(outputs)
        self._runner.serve(self._functions)
        return await self._reload(request)

    async def _reload(self, request: web.Request) -> web.Response:
        return web.Response(status=200 if await self._functions.reload() else 500)


async def main(port: int, folder: Path) -> None:
    with claim(port) as doors, LocalState(folder).held() as lock:
        async with (
            client_session() as session,
            RunnerServer() as runner,
            EmulatorProcess(session, folder, REGION, lock) as emulator,
            AsyncExitStack() as ending,
        ):
            control = Control(emulator.url, runner, ending)
            served = web.AppRunner(control.application(), access_log=None, shutdown_timeout=1)
            await served.setup()
            ending.push_async_callback(served.cleanup)
            await web.TCPSite(served, "127.0.0.1", 0).start()
            _print_addresses(
                control=f"http://127.0.0.1:{served.addresses[0][1]}",
                door=f"http://localhost:{port}",
                emulator=emulator.url,
                region=REGION,
                runner=runner.url,
            )
            ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
            await asyncio.wait({ended, control.outputs}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():  # the stack could not be created
                return
            outputs = {**control.outputs.result(), "emulator_url": emulator.url}
            async with FrontDoor(doors, session, outputs):
                await ended


def _print_addresses(**where: str) -> None:
    print(json.dumps(where), flush=True)  # noqa: T201  who has started this reads it


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
