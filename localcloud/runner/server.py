"""Receives the emulator's invocations: its gateway posts each event here and gets the handler's response."""

import asyncio
import json
import secrets
from types import TracebackType

from aiohttp import web

from localcloud.http_server import server
from localcloud.runner.functions import Functions
from localcloud.runner.process import FunctionError
from localcloud.terminal import warn

__all__ = ["RunnerServer"]

EVENT_BYTES = 12 * 2**20  # a 10 MB request body, the gateway's limit, in its JSON envelope


class RunnerServer:
    """Listens on a port of 127.0.0.1, under a secret path that only the emulator knows.

    A client that can post here can act as any person, so each run has a new secret.
    """

    def __init__(self) -> None:
        self._path = f"/{secrets.token_urlsafe()}/"
        self._functions: asyncio.Future[Functions] = asyncio.get_running_loop().create_future()
        application = web.Application(client_max_size=EVENT_BYTES)
        application.router.add_post(self._path, self._invoke)
        self._runner = server(application, "runner")
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

    def serve(self, functions: Functions) -> None:
        """Sends the invocations, also those that wait already, to these functions."""
        self._functions.set_result(functions)

    async def _invoke(self, request: web.Request) -> web.Response:
        name, event = request.headers["X-Amzn-Lambda-Function-Name"], await request.read()
        try:
            functions = await asyncio.shield(self._functions)
            answer = await functions.invoke(name, _context(name, request), event)
        except FunctionError as error:
            warn(f"{name} did not answer: {error}")
            return web.json_response({"errorMessage": str(error)}, status=500)
        return web.Response(body=answer, content_type="application/json")


def _context(name: str, request: web.Request) -> bytes:
    context = {
        "aws_request_id": request.headers.get("X-Amzn-Lambda-Request-Id", ""),
        "function_name": name,
        "deadline_ms": int(request.headers.get("X-Amzn-Lambda-Deadline-Ms", "0")),
    }
    return json.dumps(context).encode()
