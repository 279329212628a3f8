"""The queue of jobs, in memory. It passes the functions' messages to the jobs function."""

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
HIDE = "before-call.sqs.ChangeMessageVisibility"
RECEIPT = "AQEB"
SENT = (SimpleNamespace(status_code=200), {"MessageId": "1"})


class Queue:
    """The bodies of the messages, oldest first, and the delay of each in seconds.

    `hidden` are the seconds until messages that failed are delivered again.
    """

    def __init__(self) -> None:
        self.messages: deque[str] = deque()
        self.delays: list[int] = []
        self.hidden: list[int] = []

    def take(self, params: dict[str, Any], **_: object) -> Any:  # noqa: ANN401  botocore's
        """Stands in for SQS: answers a call of botocore."""
        message = json.loads(params["body"])
        self.messages.append(message["MessageBody"])
        self.delays.append(message["DelaySeconds"])
        return SENT

    def hide(self, params: dict[str, Any], **_: object) -> Any:  # noqa: ANN401  botocore's
        """Stands in for SQS: answers a call of botocore."""
        asked = json.loads(params["body"])
        assert asked["ReceiptHandle"] == RECEIPT, "SQS knows no other"
        self.hidden.append(asked["VisibilityTimeout"])
        return SimpleNamespace(status_code=200), {}

    def deliver(self, tries: int = 1) -> str:
        """Lets the jobs function handle the first message, and returns it. A message that fails is lost."""
        message = self.messages.popleft()
        jobs.handler(job_event(message, tries), Context())
        return message

    def empty(self) -> int:
        """Handles all messages, also new ones. Returns how many there were."""
        count = 0
        while self.messages:
            self.deliver()
            count += 1
        return count


def job_event(message: str, tries: int = 1) -> dict[str, Any]:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""
    record = {
        "messageId": "1",
        "receiptHandle": RECEIPT,
        "body": message,
        "attributes": {"ApproximateReceiveCount": str(tries)},
        "eventSource": "aws:sqs",
    }
    return {"Records": [record]}


@contextmanager
def queue_of_jobs() -> Iterator[Queue]:
    """Yields the queue to which the worker and the jobs send in the block."""
    queue = Queue()
    clients = [worker.queue.client, jobs.queue.client]
    for client in clients:
        client.meta.events.register(SEND, queue.take)
        client.meta.events.register(HIDE, queue.hide)
    try:
        yield queue
    finally:
        for client in clients:
            client.meta.events.unregister(SEND, queue.take)
            client.meta.events.unregister(HIDE, queue.hide)
