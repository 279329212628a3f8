"""What can go wrong with what follows a change."""

from collections.abc import Iterator

from tests.infra.watching.faults import Fault, Made, made
from tests.infra.watching.stacks import Stack

__all__ = ["worker_faults"]

QUARTER, NEARLY = 15 * 60_000, 55_000  # of an hour, and of the worker's minute, in milliseconds
LEFT = "old names, and what belongs to nobody any more"


def worker_faults(stack: Stack) -> Iterator[Fault]:
    worker = stack.function("worker")
    age = made("AWS/Lambda IteratorAge", worker, QUARTER)
    errors = made("AWS/Lambda Errors", worker, 1, 1)
    kept = made("AWS/SQS ApproximateNumberOfMessagesVisible", stack.failures, 1)
    lost = made("AWS/Lambda DestinationDeliveryFailures", worker, 1, every=10)
    slow = made("AWS/Lambda Duration", worker, *[NEARLY] * 20)
    yield _fault("The worker fails, or dies", [errors, age], "worker-errors", "worker-behind")
    yield _fault("The worker is not quick enough", [age], "worker-behind")
    yield _fault("The worker gives a change up", [kept], "worker-failures")
    yield _fault("What the worker gives up does not reach its queue", [lost], "worker-lost")
    yield _fault("The worker has hardly enough time", [slow], "worker-duration")


def _fault(kind: str, data: list[Made], *alarms: str) -> Fault:
    return Fault(kind, LEFT, data, frozenset(alarms))
