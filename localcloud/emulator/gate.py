"""What every request passes on its way in: it shows the mailbox, and can hold requests for a moment."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from localcloud.emulator.mailbox import Mailbox

__all__ = ["Gate"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MAILBOX_PATH = "/_dwipper/mailbox"
QUIET_SECONDS = 1


class Gate:
    """An ASGI application around the emulator's.

    A snapshot needs a moment at which no call is half done. Calls through the emulated API Gateway are not
    waited for: they run Lambdas, which call the data plane themselves, so waiting for them would never end.
    """

    def __init__(self, app: App, mailbox: Mailbox) -> None:
        self._app = app
        self._mailbox = mailbox
        self._open = asyncio.Event()
        self._open.set()
        self._under_way = 0
        self._none_under_way = asyncio.Event()
        self.changed = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/_ministack/") or _is_api_call(scope):
            await self._app(scope, receive, send)
        elif scope["path"] == MAILBOX_PATH:
            await _answer_json(send, self._mailbox.as_json())
        else:
            await self._counted(scope, receive, send)

    @asynccontextmanager
    async def quiet(self) -> AsyncIterator[None]:
        """A moment at which no call is under way; new ones wait. A call that hangs is not waited for."""
        self._open.clear()
        try:
            if self._under_way:
                self._none_under_way.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._none_under_way.wait(), QUIET_SECONDS)
            self.changed = False
            yield
        finally:
            self._open.set()

    async def _counted(self, scope: Message, receive: Receive, send: Send) -> None:
        await self._open.wait()
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1
            self.changed = True
            if not self._under_way:
                self._none_under_way.set()


def _is_api_call(scope: Message) -> bool:
    return any(name == b"host" and b".execute-api." in value for name, value in scope["headers"])


async def _answer_json(send: Send, content: Any) -> None:  # noqa: ANN401  any JSON
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(content).encode()})
