"""Lambda's Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from queue import Queue
from types import TracebackType
from typing import Any

from tests.local_server import Exchange, LocalServer

__all__ = ["Outcome", "RuntimeApi"]

VERSION = "/2018-06-01/runtime/"
OUTCOME_SECONDS = 60


@dataclass(frozen=True)
class Outcome:
    """The client's last post: `response`, `error` or `init/error`, and its JSON."""

    kind: str
    body: Any


@dataclass(frozen=True)
class Invocation:
    """An event, and its timeout in seconds."""

    event: dict[str, Any]
    seconds: int


class RuntimeApi(LocalServer):
    """Serves one runtime client."""

    def __init__(self) -> None:
        super().__init__(_Exchange)
        self.invocations: Queue[Invocation | None] = Queue()
        self.outcomes: Queue[Outcome] = Queue()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.invocations.put(None)  # ends the thread that waits for the next one
        super().__exit__(kind, error, trace)

    def invoke(self, event: dict[str, Any], seconds: int) -> Outcome:
        """Returns the function's outcome of an event with this timeout in seconds."""
        self.invocations.put(Invocation(event, seconds))
        return self.outcome()

    def outcome(self) -> Outcome:
        """Returns the next post. Raises queue.Empty if there is none."""
        return self.outcomes.get(timeout=OUTCOME_SECONDS)


class _Exchange(Exchange):
    """One request of the client."""

    server: RuntimeApi

    def do_GET(self) -> None:
        assert self.path == f"{VERSION}invocation/next"
        invocation = self.server.invocations.get()
        if invocation:
            self.answer(200, invocation.event, _headers_of(invocation))

    def do_POST(self) -> None:
        body = self.body()
        self.answer(202, {"status": "OK"})
        kind = self.path.removeprefix(VERSION)
        self.server.outcomes.put(Outcome(kind if kind == "init/error" else kind.rpartition("/")[2], body))


def _headers_of(invocation: Invocation) -> Mapping[str, str]:
    return {
        "Lambda-Runtime-Aws-Request-Id": str(uuid.uuid4()),
        "Lambda-Runtime-Deadline-Ms": str(int((time.time() + invocation.seconds) * 1000)),
        "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:000000000000:function:bundle:live",
    }
