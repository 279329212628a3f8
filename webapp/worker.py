"""Entry point of the worker Lambda: takes the tables' stream events, sends the jobs that follow to the queue."""

from typing import Any

from webapp.logs import configure_logging
from webapp.start import quick_start

configure_logging()

with quick_start():
    from webapp.changes.queue import JobSender
    from webapp.changes.records import jobs_after

    queue = JobSender()

__all__ = ["handler"]


def handler(event: dict[str, Any], context: object) -> None:
    """Raises if a job could not be sent: Lambda delivers the event again."""
    queue.put(jobs_after(event))
