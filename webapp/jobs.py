"""The jobs Lambda's entry point: a step of a job in, what is left of the job back to the queue."""

from typing import Any, Protocol

from webapp.logs import configure_logging
from webapp.start import quick_start

configure_logging()  # first: PynamoDB tells, when it is imported, that it has no settings of its own

with quick_start():
    from webapp.accounts.cognito import Cognito
    from webapp.accounts.storage import ProfileStorage
    from webapp.aws.deadline import finish_within
    from webapp.aws.tables import connection
    from webapp.changes.jobs import job_from
    from webapp.changes.queue import JobQueue
    from webapp.changes.service import Jobs
    from webapp.dwipps.storage import DwippStorage

    connection.make_client()
    queue = JobQueue()
    jobs = Jobs(Cognito(), ProfileStorage(), DwippStorage())

__all__ = ["handler"]

SPARE_SECONDS = 15  # for the last call of the step, begun in time, and for what then goes back to the queue


class Context(Protocol):
    """What Lambda tells of an invocation."""

    def get_remaining_time_in_millis(self) -> int: ...


def handler(event: dict[str, Any], context: Context) -> None:
    """Raises where nothing of the step could be done: the queue then gives the same message again, later.

    An event's shape: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    """
    (message,) = event["Records"]
    with finish_within(context.get_remaining_time_in_millis() / 1000 - SPARE_SECONDS):
        left = jobs.step(job_from(message["body"]))
    if left:
        queue.put([left])
