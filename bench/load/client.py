"""Sends requests to the platform, with one connection per client."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier

from bench.load.handler_times import HEADER
from bench.load.plans import PlannedRequest

__all__ = ["SentRequest", "send"]


@dataclass(frozen=True)
class SentRequest:
    """Milliseconds of a request, of its handler, and of the handler's processor time; bytes of the response body."""

    ms: float
    handler_ms: float
    cpu_ms: float
    status: int
    size: int


def send(port: int, clients: int, requests: Sequence[PlannedRequest]) -> tuple[float, list[SentRequest]]:
    """Returns the seconds in all, and the times of each request."""
    shares = [requests[first::clients] for first in range(clients)]
    start = Barrier(clients + 1)
    with ThreadPoolExecutor(clients) as threads:
        sending = [threads.submit(_send_all, port, share, start) for share in shares]
        start.wait()
        started = time.perf_counter()
        sent = [one for share in sending for one in share.result()]
        return time.perf_counter() - started, sent


def _send_all(port: int, requests: Sequence[PlannedRequest], start: Barrier) -> list[SentRequest]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    start.wait()
    try:
        return [_send(connection, request) for request in requests]
    finally:
        connection.close()


def _send(connection: HTTPConnection, request: PlannedRequest) -> SentRequest:
    headers = {"Content-Type": "application/json"} if request.body else {}
    if request.token:
        headers["Authorization"] = f"Bearer {request.token}"
    started = time.perf_counter()
    connection.request(request.method, f"/api/v1{request.path}", request.body.encode() or None, headers)
    answer = connection.getresponse()
    body = answer.read()
    ms = (time.perf_counter() - started) * 1000
    handler_ms, cpu_ms = (float(one) for one in answer.headers.get(HEADER, "nan nan").split())
    return SentRequest(ms, handler_ms, cpu_ms, answer.status, len(body))
