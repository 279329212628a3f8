"""The queue of jobs, in SQS."""

from collections.abc import Iterable
from functools import partial

from webapp.aws.clients import client
from webapp.aws.parallel import in_parallel
from webapp.changes.jobs import Job, Rename, text_of
from webapp.environment import environment

__all__ = ["SETTLING_SECONDS", "JobSender"]

SETTLING_SECONDS = 3  # a newer name that comes meanwhile ends the job before it has written anything


class JobSender:
    """Takes jobs. The jobs function gets each at least once."""

    def __init__(self) -> None:
        self.client = client("sqs")
        self._url = environment().jobs_queue_url

    def put(self, jobs: Iterable[Job]) -> None:
        """Sends all jobs. Raises if one was not sent; others may have been."""
        in_parallel(partial(self._put, job) for job in jobs)

    def _put(self, job: Job) -> None:
        is_new_name = isinstance(job, Rename) and job.below is None
        delay = SETTLING_SECONDS if is_new_name else 0
        self.client.send_message(QueueUrl=self._url, MessageBody=text_of(job), DelaySeconds=delay)
