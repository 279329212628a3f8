"""The queue of jobs, in SQS."""

from collections.abc import Iterable
from functools import partial

from webapp.aws.clients import client
from webapp.aws.parallel import in_parallel
from webapp.changes.jobs import Job, text_of
from webapp.environment import environment

__all__ = ["JobQueue"]


class JobQueue:
    """Takes jobs. The jobs function gets each at least once."""

    def __init__(self) -> None:
        self.client = client("sqs")
        self._url = environment().jobs_queue_url

    def put(self, jobs: Iterable[Job]) -> None:
        """Sends all jobs. Raises if one was not sent; others may have been."""
        in_parallel(partial(self._put, job) for job in jobs)

    def _put(self, job: Job) -> None:
        self.client.send_message(QueueUrl=self._url, MessageBody=text_of(job))
