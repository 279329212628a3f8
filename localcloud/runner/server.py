"""Takes the emulator's invocations: its gateway posts each event here, and gets the handler's answer."""

import asyncio
import json
import secrets
from types import TracebackType

from aiohttp import web

from localcloud.runner.pool import Pool
from localcloud.runner.process import FunctionError
from localcloud.terminal import warn

__all__ = ["RunnerServer"]

EVENT_BYTES = 12 * 2**20  # a 10 MB request body, the gateway's limit, in its JSON envelope


class RunnerServer:
    """Listens on a port of 127.0.0.1, under a path that only the emulator is told.

    Whoever can post here can claim to be anyone, so the path is a secret of this run.
    """

    def __init__(self) -> None:
        self._path = f"/{secrets.token_urlsafe()}/"
        self._pool: asyncio.Future[Pool] = asyncio.get_running_loop().create_future()
        application = web.Application(client_max_size=EVENT_BYTES)
        application.router.add_post(self._path, self._invoke)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        self.url = ""

    async def __aenter__(self) -> "RunnerServer":
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}{self._path}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def serve(self, pool: Pool) -> None:
        """Sends the invocations, also those that wait already, to this pool."""
        self._pool.set_result(pool)

    async def _invoke(self, request: web.Request) -> web.Response:
        event = await request.read()
        try:
            pool = await asyncio.shield(self._pool)
            answer = await pool.invoke(_context(request), event)
        except FunctionError as error:
            warn(f"the Lambda gave no answer: {error}")
            return web.json_response({"errorMessage": str(error)}, status=500)
        return web.Response(body=answer, content_type="application/json")


def _context(request: web.Request) -> bytes:
    headers = request.headers
    context = {
        "aws_request_id": headers.get("X-Amzn-Lambda-Request-Id", ""),
        "function_name": headers.get("X-Amzn-Lambda-Function-Name", ""),
        "deadline_ms": int(headers.get("X-Amzn-Lambda-Deadline-Ms", "0")),
    }
    return json.dumps(context).encode()
