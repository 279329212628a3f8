"""Faults of the worker and the jobs."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault, Made, made
from tests.infra.watch.stacks import WatchedStack

__all__ = ["worker_faults"]

QUARTER, NEARLY = 15 * 60_000, 28_000  # milliseconds: 15 minutes, and almost a run's 30 s
LEFT = "outdated names, and data of deleted accounts"


def worker_faults(stack: WatchedStack) -> Iterator[Fault]:
    worker = stack.function("worker")
    age = made("AWS/Lambda IteratorAge", worker, QUARTER)
    errors = made("AWS/Lambda Errors", worker, 1, 1)
    kept = made("AWS/SQS ApproximateNumberOfMessagesVisible", stack.queue("worker-failures"), 1)
    lost = made("AWS/Lambda DestinationDeliveryFailures", worker, 1, every=10)
    slow = made("AWS/Lambda Duration", worker, *[NEARLY] * 20)
    yield _fault("The worker fails or crashes", [errors, age], "worker-errors", "worker-behind")
    yield _fault("The worker is too slow", [age], "worker-behind")
    yield _fault("The worker gives up a change", [kept], "worker-failures")
    yield _fault("A change that the worker gives up does not reach its queue", [lost], "worker-lost")
    yield _fault("The worker nearly times out", [slow], "worker-duration")
    yield from _job_faults(stack)


def _job_faults(stack: WatchedStack) -> Iterator[Fault]:
    jobs, queue = stack.function("jobs"), stack.queue("jobs-queue")
    errors = made("AWS/Lambda Errors", jobs, 1, 1)
    waiting = made("AWS/SQS ApproximateAgeOfOldestMessage", queue, 20 * 60)
    kept = made("AWS/SQS ApproximateNumberOfMessagesVisible", stack.queue("jobs-failures"), 1)
    slow = made("AWS/Lambda Duration", jobs, *[NEARLY] * 20)
    yield _fault("Steps of jobs fail or crash", [errors], "jobs-errors")
    yield _fault("Jobs wait: there are too many, or the queue is not read", [waiting], "jobs-behind")
    yield _fault("A job is given up", [kept], "jobs-failures")
    yield _fault("Steps of jobs nearly time out", [slow], "jobs-duration")


def _fault(kind: str, data: list[Made], *alarms: str) -> Fault:
    return Fault(kind, LEFT, data, frozenset(alarms))
