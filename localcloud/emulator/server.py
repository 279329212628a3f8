"""Serves the emulator, and saves what has changed."""

import asyncio
import importlib
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ministack.app
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from localcloud.emulator.api_calls import ApiCalls
from localcloud.emulator.authorizer import make_authorizer_strict
from localcloud.emulator.cookies import pass_cookies
from localcloud.emulator.cors import make_cors_complete
from localcloud.emulator.expressions import parse_expressions_once
from localcloud.emulator.gate import Gate, Save
from localcloud.emulator.indexes import order_indexes
from localcloud.emulator.invocations import Connections, keep_connections
from localcloud.emulator.mailbox import Mailbox
from localcloud.emulator.ministack import KEPT_SERVICES
from localcloud.emulator.policies import read_policies_once
from localcloud.emulator.queues import keep_messages
from localcloud.emulator.request_ids import share_request_ids
from localcloud.emulator.snapshots import Kept, Snapshots, reason_of
from localcloud.emulator.streams import feed_from_streams
from localcloud.emulator.strict import make_strict
from localcloud.faults import report_faults_of
from localcloud.listening import MOST_CONNECTIONS
from localcloud.terminal import warn

__all__ = ["OneWrite", "serve"]

KEEP_ALIVE_SECONDS = 75
SAVE_SECONDS = 2
SAVED_AGAIN = "emulator: the state is saved again"


async def serve(listener: int, state: Path, secret: str) -> None:
    """Serves on the descriptor of a listening socket, below the path of the secret, until it is asked to end.

    Raises LocalCloudError if the state cannot be read, or cannot be saved at the end.
    """
    report_faults_of(asyncio.get_running_loop())
    services: dict[str, Any] = {
        name: importlib.import_module(f"ministack.services.{name}") for name in KEPT_SERVICES
    }
    mailbox = Mailbox()
    make_strict(services["cognito"], mailbox)
    apigateway = importlib.import_module("ministack.services.apigateway")
    make_authorizer_strict(apigateway, services["cognito"])
    make_cors_complete(apigateway)
    share_request_ids(apigateway)
    lambda_service = importlib.import_module("ministack.services.lambda_svc")
    _keep_no_lambda_records(lambda_service)
    parse_expressions_once(services["dynamodb"])
    read_policies_once(importlib.import_module("ministack.core.iam_evaluator"))
    pass_cookies(lambda_service)
    keep_connections(lambda_service, Connections())
    order_indexes(services["dynamodb"])
    streams = feed_from_streams(services["dynamodb"], lambda_service)
    queues = keep_messages(importlib.import_module("ministack.services.sqs"))
    kept: dict[str, Kept] = {**services, "queues": queues, "streams": streams}
    snapshots = Snapshots(state / "state.json", kept, mailbox)
    snapshots.load()
    one_at_a_time = asyncio.Lock()

    async def save() -> str:
        async with one_at_a_time:
            return await _save(gate, snapshots)

    gate = Gate(ministack.app.app, ApiCalls(apigateway), mailbox, secret, save)
    saving = asyncio.create_task(_save_changes(gate, save))
    try:
        await _serve_until_asked_to_end(gate, listener)
    finally:
        saving.cancel()
        snapshots.save_at_the_end()


def _keep_no_lambda_records(lambda_service: Any) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Turns off a log stream and metrics per invocation: nobody reads them, and they take kilobytes per request."""
    lambda_service._emit_lambda_logs = lambda *arguments, **options: None
    lambda_service._emit_lambda_metrics = lambda *arguments, **options: None


async def _save_changes(gate: Gate, save: Save) -> None:
    """Saves changes until it is cancelled. Warns when a save fails, retries it, and reports when it works again."""
    reported = ""
    while True:
        await asyncio.sleep(SAVE_SECONDS)
        if gate.changed:
            fault = await save()
            if fault:
                gate.changed = True
            if fault != reported:
                warn(
                    f"emulator: the state could not be saved ({fault}): trying again"
                    if fault
                    else SAVED_AGAIN
                )
            reported = fault


async def _save(gate: Gate, snapshots: Snapshots) -> str:
    """Returns why the state could not be saved, empty if it was saved."""
    try:
        async with gate.quiet():
            child = snapshots.fork()
        _, status = await asyncio.to_thread(os.waitpid, child, 0)
    except (OSError, RuntimeError) as error:  # no process, no thread
        return str(error)
    return reason_of(status)


class OneWrite:
    """A transport that sends a response in one piece. uvicorn writes its headers, and then its body."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._written: list[bytes] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever a transport has
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._written:
            asyncio.get_running_loop().call_soon(self._send)
        self._written.append(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._written:
            self._transport.write(b"".join(self._written))
            self._written = []


class _Connection(HttpToolsProtocol):
    """Closes an old connection if there are too many, first those that have sent no request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._opened = time.monotonic()
        super().connection_made(OneWrite(transport))  # type: ignore[arg-type]
        there = [
            one for one in self.connections if isinstance(one, _Connection) and not one.transport.is_closing()
        ]
        if len(there) > MOST_CONNECTIONS:
            min(there, key=_Connection._worth).transport.abort()

    def _worth(self) -> tuple[bool, float]:
        return self.cycle is not None, self._opened


class _Server(uvicorn.Server):
    """A server that leaves signals to this module."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _serve_until_asked_to_end(gate: Gate, listener: int) -> None:
    config = uvicorn.Config(
        gate,
        http=_Connection,
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,  # a request must not choose its own address
        server_header=False,
        date_header=False,  # MiniStack sends one
        timeout_graceful_shutdown=1,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        ws="none",
    )
    server, asked = _Server(config), _asked_to_end()
    with socket.socket(fileno=listener) as door:
        serving = asyncio.create_task(server.serve([door]))
        await asyncio.wait([serving, asyncio.create_task(asked.wait())], return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving


def _asked_to_end() -> asyncio.Event:
    """Returns an event that is set on SIGTERM, and when stdin closes because the parent has ended."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, asked.set)

    def watch() -> None:
        while os.read(0, 1):
            pass
        loop.call_soon_threadsafe(asked.set)

    threading.Thread(target=watch, daemon=True).start()
    return asked
