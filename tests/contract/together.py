"""Concurrent requests."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

__all__ = ["at_once", "statuses"]

Call = Callable[[], requests.Response]


def at_once(calls: Sequence[Call]) -> list[requests.Response]:
    """Returns the answers in order. All calls begin at the same moment."""
    start = Barrier(len(calls))

    def run(call: Call) -> requests.Response:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def statuses(answers: Sequence[requests.Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)
