"""The worker Lambda's entry point: what the tables' streams tell in, the jobs that follow from it out."""

from typing import Any

from webapp.logs import configure_logging
from webapp.start import quick_start

configure_logging()

with quick_start():
    from webapp.changes.queue import JobQueue
    from webapp.changes.records import jobs_after

    queue = JobQueue()

__all__ = ["handler"]


def handler(event: dict[str, Any], context: object) -> None:
    """Hands over what follows from the event's changes; raises where it can't, and Lambda sends the event again."""
    queue.put(jobs_after(event))
