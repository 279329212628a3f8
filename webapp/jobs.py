"""Entry point of the jobs Lambda: does one step of a job, and sends what is left back to the queue."""

from typing import Any, Protocol

from webapp.logs import configure_logging
from webapp.start import quick_start

configure_logging()  # first: PynamoDB logs on import that it has no settings file

with quick_start():
    from webapp.accounts.cognito import Cognito
    from webapp.accounts.storage import ProfileStorage
    from webapp.aws.deadline import finish_within
    from webapp.aws.tables import connection
    from webapp.changes.jobs import job_from
    from webapp.changes.queue import JobSender
    from webapp.changes.service import JobRunner
    from webapp.dwipps.storage import DwippStorage

    connection.make_client()
    queue = JobSender()
    jobs = JobRunner(Cognito(), ProfileStorage(), DwippStorage())

__all__ = ["handler"]

SPARE_SECONDS = 15  # for the step's last call, and for sending what is left to the queue


class Context(Protocol):
    """The part of Lambda's context that is used."""

    def get_remaining_time_in_millis(self) -> int: ...


def handler(event: dict[str, Any], context: Context) -> None:
    """Raises if the first round of the step fails: SQS then delivers the message again, at first after seconds.

    An event's shape: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    """
    (message,) = event["Records"]
    try:
        with finish_within(context.get_remaining_time_in_millis() / 1000 - SPARE_SECONDS):
            left = jobs.step(job_from(message["body"]))
    except Exception:
        queue.hide(message["receiptHandle"], int(message["attributes"]["ApproximateReceiveCount"]))
        raise
    if left:
        queue.put([left])
