"""Lambda's Runtime API, as a runtime client sees it: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""

import json
import time
import uuid
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Any, Self

__all__ = ["Outcome", "RuntimeApi"]

VERSION = "/2018-06-01/runtime/"
OUTCOME_SECONDS = 30


@dataclass(frozen=True)
class Outcome:
    """What the client posted last: `response`, `error` or `init/error`, and its JSON."""

    kind: str
    body: Any


@dataclass(frozen=True)
class Invocation:
    """An event, and for how many seconds the function may run."""

    event: dict[str, Any]
    seconds: int


class RuntimeApi(ThreadingHTTPServer):
    """Serves one runtime client on a free port of 127.0.0.1, while it is entered."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.address = f"127.0.0.1:{self.server_port}"
        self.invocations: Queue[Invocation | None] = Queue()
        self.outcomes: Queue[Outcome] = Queue()

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.invocations.put(None)  # for the thread that waits for a next one
        self.shutdown()
        self.server_close()

    def invoke(self, event: dict[str, Any], seconds: int) -> Outcome:
        """What the function makes of an event, of which it is told that it has so many seconds."""
        self.invocations.put(Invocation(event, seconds))
        return self.outcome()

    def outcome(self) -> Outcome:
        """The next that is posted. queue.Empty where nothing is."""
        return self.outcomes.get(timeout=OUTCOME_SECONDS)


class _Exchange(BaseHTTPRequestHandler):
    """One request of the client."""

    server: RuntimeApi

    def do_GET(self) -> None:
        assert self.path == f"{VERSION}invocation/next"
        invocation = self.server.invocations.get()
        if invocation:
            deadline = int((time.time() + invocation.seconds) * 1000)
            self._answer(200, invocation.event, deadline)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(202, {"status": "OK"})
        kind = self.path.removeprefix(VERSION)
        self.server.outcomes.put(Outcome(kind if kind == "init/error" else kind.rpartition("/")[2], body))

    def _answer(self, status: int, body: dict[str, Any], deadline: int | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if deadline is not None:
            arn = "arn:aws:lambda:eu-west-1:000000000000:function:bundle:live"
            self.send_header("Lambda-Runtime-Aws-Request-Id", str(uuid.uuid4()))
            self.send_header("Lambda-Runtime-Deadline-Ms", str(deadline))
            self.send_header("Lambda-Runtime-Invoked-Function-Arn", arn)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Tells nobody."""
