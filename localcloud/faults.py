"""Faults of the machine, as one line each. asyncio would log the same fault a hundred times per second."""

import asyncio
import contextlib
import errno
import logging
import resource
import time
from typing import Any

from localcloud.terminal import warn

__all__ = ["raise_file_limit", "report", "report_faults_of"]

REPORT_SECONDS = 10
MOST_FILES = 65536
EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
# asyncio's message for a connection's task. A server logs its application's errors itself.
OF_A_CONNECTION = "Unhandled exception in client_connected_cb"

_next_report: dict[int | None, float] = {}


def report(error: OSError, now: float | None = None) -> None:
    """Prints a fault at most once in ten seconds for each kind."""
    moment = time.monotonic() if now is None else now
    if moment >= _next_report.get(error.errno, moment):
        _next_report[error.errno] = moment + REPORT_SECONDS
        warn(f"this machine is out of resources ({error.strerror or error}): some requests fail for now")


def report_faults_of(loop: asyncio.AbstractEventLoop) -> None:
    """Replaces asyncio's traceback for a connection that could not be accepted, or whose client caused an error.

    And leaves out its warning about a process that ended while it was being killed.
    """

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in EXHAUSTED:
            report(error)
        elif context["message"] != OF_A_CONNECTION:
            loop.default_exception_handler(context)

    loop.set_exception_handler(handle)
    logging.getLogger("asyncio").addFilter(_is_worth_a_line)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """`Popen` takes the exit status then, and asyncio finds none: https://github.com/python/cpython/issues/87744"""
    return not str(record.msg).startswith("Unknown child process pid")


def raise_file_limit() -> None:
    """Allows as many open files as this user may have; some systems start with 256."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
