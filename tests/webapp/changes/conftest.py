"""Cognito and the queue for the worker and the jobs."""

from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from tests.webapp.changes.queue import Queue, queue_of_jobs
from webapp import jobs


@pytest.fixture
def pool() -> Iterator[Stubber]:
    """Stubs Cognito's next answers to the jobs."""
    with Stubber(jobs.jobs._pool.client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def queue() -> Iterator[Queue]:
    with queue_of_jobs() as queue:
        yield queue
