"""Every request to the emulator passes here: it checks the secret, serves mails, saves, and can hold requests."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from localcloud.emulator.api_calls import is_api_call
from localcloud.emulator.mailbox import Mailbox

__all__ = ["Gate", "Save"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Message, Receive, Send], Awaitable[None]]
Save = Callable[[], Awaitable[str]]  # saves the state now, and returns why that failed; empty if it did not

MAILBOX_PATH, SAVE_PATH = "/_dwipper/mailbox", "/_dwipper/save"
QUIET_SECONDS = 1
READS = {b"DynamoDB_20120810." + name for name in (b"BatchGetItem", b"GetItem", b"Query", b"Scan")}
UNSENT = (b"access-control-", b"x-amz-request-id", b"x-amz-id-2")


class Gate:
    """An ASGI application around the emulator's. It answers only below the path of the secret: `/<secret>/...`.

    Any web page and any user of the machine can reach a port of 127.0.0.1, and MiniStack accepts unsigned requests.
    So a request without the secret ends here, and so does every WebSocket.

    A snapshot needs a moment without running calls. It does not wait for calls through the emulated API Gateway:
    they run Lambdas, which call the data plane themselves, so waiting for them would never end.
    """

    def __init__(self, app: AsgiApp, api_calls: AsgiApp, mailbox: Mailbox, secret: str, save: Save) -> None:
        self._app = app
        self._save = save
        self._api_calls = api_calls
        self._prefix = f"/{secret}".encode()
        self._mailbox = mailbox
        self._open = asyncio.Event()
        self._open.set()
        self._under_way = 0
        self._none_under_way = asyncio.Event()
        self.changed = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not self._knows_secret(scope["path"]):
            await _refuse(send, 403, "Only the platform that started this emulator may call it.")
        elif not scope["http_version"].startswith("1."):
            await _refuse(send, 505, "This port speaks HTTP/1.1.")
        else:
            await self._let_in(self._below_prefix(scope), receive, send)

    async def _let_in(self, scope: Message, receive: Receive, send: Send) -> None:
        if is_api_call(scope):
            await self._api_calls(scope, receive, send)
        elif scope["path"].startswith("/_ministack/"):
            await self._app(scope, receive, send)
        elif scope["path"] == MAILBOX_PATH:
            await _answer_json(send, self._mailbox.as_json())
        elif scope["path"] == SAVE_PATH:
            fault = await self._save()
            await _answer_json(send, {"fault": fault}, 500 if fault else 200)
        else:
            await self._counted(scope, receive, send)

    @asynccontextmanager
    async def quiet(self) -> AsyncIterator[None]:
        """Holds new calls while entered. Begins when no call is running; does not wait for a call that hangs."""
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

    def _knows_secret(self, path: str) -> bool:
        start = path.encode("utf-8", "surrogateescape")
        prefix, rest = start[: len(self._prefix)], start[len(self._prefix) :]
        return hmac.compare_digest(prefix, self._prefix) and rest[:1] in {b"", b"/"}

    def _below_prefix(self, scope: Message) -> Message:
        """Returns the request as the emulator expects it.

        MiniStack routes by `path`, and checks signatures by `raw_path`: clients sign the path that they send.
        Calls of an API are not signed, and their `raw_path` goes into the function's event.
        """
        size = len(self._prefix)
        below = {**scope, "path": scope["path"][size:] or "/"}
        if is_api_call(scope):
            below["raw_path"] = scope["raw_path"][size:] or b"/"
        return below

    async def _counted(self, scope: Message, receive: Receive, send: Send) -> None:
        target = _target(scope)
        await self._open.wait()
        self._under_way += 1
        try:
            await self._app(scope, receive, _as_aws(send) if target else send)
        finally:
            self._under_way -= 1
            self.changed = self.changed or target not in READS
            if not self._under_way:
                self._none_under_way.set()


def _target(scope: Message) -> bytes:
    """Returns the service and the operation of a call in AWS's JSON protocols, empty for any other."""
    return next((value for name, value in scope["headers"] if name == b"x-amz-target"), b"")


def _as_aws(send: Send) -> Send:
    """Leaves out headers of browsers and of S3, which MiniStack adds and the services of these protocols do not:
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html.
    """

    async def without(message: Message) -> None:
        if message["type"] == "http.response.start":
            sent = [one for one in message["headers"] if not one[0].lower().startswith(UNSENT)]
            message = {**message, "headers": sent}
        await send(message)

    return without


async def _refuse(send: Send, status: int, message: str) -> None:
    """Closes the connection, so that strangers keep none open."""
    await _answer_json(send, {"message": message}, status, (b"connection", b"close"))


async def _answer_json(
    send: Send,
    content: Any,  # noqa: ANN401  any JSON
    status: int = 200,
    *more: tuple[bytes, bytes],
) -> None:
    headers = [(b"content-type", b"application/json"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(content).encode()})
