"""The queue of jobs, in SQS."""

from collections.abc import Iterable
from functools import partial

from webapp.aws import client
from webapp.changes.jobs import Job, text_of
from webapp.environment import environment
from webapp.together import together

__all__ = ["JobQueue"]


class JobQueue:
    """Takes jobs; a job function gets each at least once."""

    def __init__(self) -> None:
        self.client = client("sqs")
        self._url = environment().jobs_queue_url

    def put(self, jobs: Iterable[Job]) -> None:
        """All of them, or an error: then some may be in the queue."""
        together(partial(self._put, job) for job in jobs)

    def _put(self, job: Job) -> None:
        self.client.send_message(QueueUrl=self._url, MessageBody=text_of(job))
