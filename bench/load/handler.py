"""`python -m bench.load.handler`: the handler alone, in an environment like the runner's.

Each line of stdin is a list of requests, in JSON. It tells, in a line too, of each request its milliseconds, those of
this process's own processor time (the rest is waiting for the emulator), its status, and the bytes of its answer.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass

from bench.load.plans import Request
from tests.webapp.events import make_claims, make_event
from webapp.handler import handler


@dataclass(frozen=True)
class Handled:
    """What one request took of the handler."""

    ms: float
    cpu_ms: float
    status: int
    size: int


def main() -> None:
    for line in sys.stdin:
        handled = [_handle(Request(**one)) for one in json.loads(line)]
        print(json.dumps([asdict(one) for one in handled]), flush=True)


def _handle(request: Request) -> Handled:
    event = make_event(
        method=request.method,
        path=request.path,
        body=request.body,
        query=request.query,
        claims=make_claims(sub=request.user_id) if request.user_id else None,
        headers={"content-type": "application/json", "authorization": f"Bearer {request.token}"},
    )
    started, cpu = time.perf_counter(), time.process_time()
    answer = handler(event, None)
    cpu_ms = (time.process_time() - cpu) * 1000
    ms = (time.perf_counter() - started) * 1000
    return Handled(ms, cpu_ms, answer["statusCode"], len(answer["body"].encode()))


if __name__ == "__main__":
    main()
