"""The wire between the app and AWS: it records calls, and can make one fail."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from types import TracebackType

from tests.faults.calls import WireCall
from tests.faults.exchange import Backend, ExchangeHandler, PendingRequest
from tests.faults.faults import CallFault

__all__ = ["Hits", "Sabotage", "Wire", "always", "everywhere", "once"]


Hits = Callable[[WireCall, int], bool]


@dataclass(frozen=True)
class Sabotage:
    """A fault, and the attempts that it affects: by call, and by number among equal calls."""

    fault: CallFault
    hits: Hits


def once(moment: str, number: int) -> Hits:
    """Affects the first attempt of one call."""
    return lambda call, like: (call.moment, like, call.attempt) == (moment, number, 1)


def always(moment: str, number: int) -> Hits:
    """Affects every attempt of one call, and of the equal calls after it."""
    return lambda call, like: call.moment == moment and like >= number


def everywhere(call: WireCall, like: int) -> bool:
    """Affects the first attempt of every call."""
    return call.attempt == 1


class Wire:
    """A context manager: an HTTP server on a free port of 127.0.0.1. Backends by service name."""

    def __init__(self, backends: Mapping[str, Backend]) -> None:
        self.services = backends.keys()
        self._backends = backends
        self._lock = threading.Lock()
        self.begin("")

    def __enter__(self) -> "Wire":
        handler = partial(ExchangeHandler, backends=self._backends, serve=self._serve)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def begin(self, trial: str, sabotage: Sabotage | None = None) -> None:
        """Starts a trial: records its calls, and lets late calls of earlier trials pass."""
        with self._lock:
            self.trial, self._sabotage = trial, sabotage
            self.tries: list[WireCall] = []
            self.struck: list[WireCall] = []

    @property
    def calls(self) -> list[tuple[str, int]]:
        """Returns the calls of the trial; equal ones are numbered from 1."""
        with self._lock:
            seen: Counter[str] = Counter()
            return [(call.moment, _count(seen, call.moment)) for call in _first_tries(self.tries)]

    def _serve(self, exchange: PendingRequest) -> None:
        fault = self._fault_of(exchange.call)
        if fault:
            fault.strike(exchange)
        else:
            exchange.answer(exchange.pass_on())

    def _fault_of(self, call: WireCall) -> CallFault | None:
        with self._lock:
            if call.trial != self.trial:
                return None
            self.tries.append(call)
            like = [one.id for one in _first_tries(self.tries) if one.moment == call.moment]
            if not self._sabotage or not self._sabotage.hits(call, like.index(call.id) + 1):
                return None
            self.struck.append(call)
            return self._sabotage.fault


def _first_tries(tries: list[WireCall]) -> list[WireCall]:
    return [call for call in tries if call.attempt == 1]


def _count(seen: "Counter[str]", moment: str) -> int:
    seen[moment] += 1
    return seen[moment]
