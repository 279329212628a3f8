"""The queue of jobs, in SQS."""

import logging
from collections.abc import Iterable
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from webapp.aws.clients import client
from webapp.aws.parallel import in_parallel
from webapp.changes.jobs import Job, Rename, text_of
from webapp.environment import environment

__all__ = ["SETTLING_SECONDS", "JobSender"]

SHORTEST_SECONDS, LONGEST_SECONDS = 5, 180  # the longest is the queue's own
SETTLING_SECONDS = 3  # a newer name that comes meanwhile ends the job before it has written anything

logger = logging.getLogger("webapp")


class JobSender:
    """Takes jobs. The jobs function gets each at least once."""

    def __init__(self) -> None:
        self.client = client("sqs")
        self._url = environment().jobs_queue_url

    def put(self, jobs: Iterable[Job]) -> None:
        """Sends all jobs. Raises if one was not sent; others may have been."""
        in_parallel(partial(self._put, job) for job in jobs)

    def hide(self, receipt: str, tries: int) -> None:
        """Shortens the time until SQS delivers a message that failed again: 5 s at first, twice as long each time.

        https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
        Without an answer, the queue's own time applies.
        """
        seconds = min(SHORTEST_SECONDS * 2 ** (tries - 1), LONGEST_SECONDS)
        try:
            self.client.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=receipt, VisibilityTimeout=seconds
            )
        except (BotoCoreError, ClientError) as error:
            logger.warning("a job that failed is delivered again later than it could be: %s", error)

    def _put(self, job: Job) -> None:
        is_new_name = isinstance(job, Rename) and job.below is None
        delay = SETTLING_SECONDS if is_new_name else 0
        self.client.send_message(QueueUrl=self._url, MessageBody=text_of(job), DelaySeconds=delay)
