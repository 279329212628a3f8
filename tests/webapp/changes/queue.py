"""The queue of jobs, in memory: what the functions send to it, it gives to the jobs function."""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from tests.webapp.context import Context
from webapp import jobs, worker

__all__ = ["Queue", "job_event", "queue_of_jobs"]

SEND = "before-call.sqs.SendMessage"
SENT = (SimpleNamespace(status_code=200), {"MessageId": "1"})


class Queue:
    """Its messages' bodies, in the order in which they were sent, and for how many seconds SQS holds each back."""

    def __init__(self) -> None:
        self.messages: deque[str] = deque()
        self.delays: list[int] = []

    def take(self, params: dict[str, Any], **_: object) -> Any:  # noqa: ANN401  botocore's
        """In SQS's place: answers a call of botocore's."""
        message = json.loads(params["body"])
        self.messages.append(message["MessageBody"])
        self.delays.append(message["DelaySeconds"])
        return SENT

    def deliver(self) -> str:
        """Has the first message worked on, and gives it; one that fails is gone."""
        message = self.messages.popleft()
        jobs.handler(job_event(message), Context())
        return message

    def empty(self) -> int:
        """Has all worked on, what comes meanwhile too; gives how many there were."""
        count = 0
        while self.messages:
            self.deliver()
            count += 1
        return count


def job_event(message: str) -> dict[str, Any]:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""
    return {"Records": [{"messageId": "1", "body": message, "eventSource": "aws:sqs"}]}


@contextmanager
def queue_of_jobs() -> Iterator[Queue]:
    """What the worker and the jobs themselves send to while inside."""
    queue = Queue()
    clients = [worker.queue.client, jobs.queue.client]
    for client in clients:
        client.meta.events.register(SEND, queue.take)
    try:
        yield queue
    finally:
        for client in clients:
            client.meta.events.unregister(SEND, queue.take)
