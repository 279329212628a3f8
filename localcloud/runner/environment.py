"""One Lambda environment: `python -m localcloud.runner.environment FD HANDLER ROLE_ARN DEBUG_PORT`.

Assumes the function's role, so that the emulator enforces its policies, and imports the handler. Then it serves one
event at a time from the given socket, until that closes. The debug port may be empty.
"""

import importlib
import json
import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.runner.breakpoints import take_breakpoints
from localcloud.runner.credentials import Credentials
from localcloud.runner.frames import DONE, FAILED, READY, REFUSED, frame, receive
from localcloud.runner.fresh_source import import_from_source
from localcloud.runner.reporting import hide_secret_of, report

APP_FOLDER = Path(__file__).resolve().parents[2] / "webapp"

LambdaHandler = Callable[[dict[str, Any], "Context"], Any]


@dataclass(frozen=True)
class Context:
    """The part of Lambda's context object that code may use here."""

    aws_request_id: str
    function_name: str
    deadline_ms: int

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self.deadline_ms - int(time.time() * 1000))


def main(descriptor: str, handler_path: str, role_arn: str, debug_port: str) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    channel = socket.socket(fileno=int(descriptor))
    hide_secret_of(os.environ["AWS_ENDPOINT_URL"])
    credentials = Credentials()
    try:
        take_breakpoints(debug_port)
        import_from_source(APP_FOLDER)
        expires = credentials.take_on(role_arn)
        handler = _load(handler_path)
    except BaseException:
        channel.sendall(frame(FAILED) + frame(traceback.format_exc().encode()))
        return
    channel.sendall(frame(READY) + frame(str(expires).encode()))
    _serve(channel, handler, credentials)


def _end_with_parent() -> None:
    """The parent holds the other end of stdin. When it dies, even by kill -9 during a request, this process ends."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _load(handler_path: str) -> LambdaHandler:
    module, _, name = handler_path.rpartition(".")
    handler: LambdaHandler = getattr(importlib.import_module(module), name)
    return handler


def _serve(channel: socket.socket, handler: LambdaHandler, credentials: Credentials) -> None:
    while True:
        try:
            context, event = json.loads(receive(channel)), json.loads(receive(channel))
        except EOFError:
            return
        answer = _answer(handler, event, Context(**context))
        if credentials.refused:
            answer = frame(REFUSED) + frame(credentials.refused.encode())
        channel.sendall(answer)


def _answer(handler: LambdaHandler, event: dict[str, Any], context: Context) -> bytes:
    try:
        return frame(DONE) + frame(json.dumps(handler(event, context)).encode())
    except Exception as error:
        report(error)
        return frame(FAILED) + frame(json.dumps({"errorType": type(error).__name__}).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
