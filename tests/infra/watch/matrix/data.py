"""Faults between the API and DynamoDB, Cognito or SSM: the API answers and logs the reason."""

from collections.abc import Iterator

from infra.operations import OPERATIONS
from infra.tables import TABLES
from tests.infra.watch.faults import Fault, Made, failing, made
from tests.infra.watch.stacks import WatchedStack

__all__ = ["data_faults"]

UNAVAILABLE = "503: retry in 2 s"


def data_faults(stack: WatchedStack) -> Iterator[Fault]:
    for table in TABLES:
        yield from _throttles(stack, table)
        yield from _errors(stack, table)
    yield _refused(stack, "A right or a table is missing", "500", "AccessDeniedException")
    yield _refused(stack, "The cursor key is missing", "500 from the second page on", "ParameterNotFound")
    yield _refused(stack, "DynamoDB or Cognito does not respond", UNAVAILABLE, "ConnectTimeoutError")


def _throttles(stack: WatchedStack, table: str) -> Iterator[Fault]:
    kind = "DynamoDB throttles a table or its index"
    for place in stack.places(table):
        for what in ("Read", "Write"):
            events = made(f"AWS/DynamoDB {what}ThrottleEvents", place, *[1] * 5)
            where = f"{what} of {' '.join(place.values())}"
            yield _failing(stack, kind, UNAVAILABLE, events, f"{table}-throttles", where)


def _errors(stack: WatchedStack, table: str) -> Iterator[Fault]:
    for operation in sorted(OPERATIONS["dynamodb"]):
        dimensions = {**stack.table(table), "Operation": operation}
        errors = made("AWS/DynamoDB SystemErrors", dimensions, 1, 1, 1)
        where = f"{operation} of {table}"
        yield _failing(stack, "DynamoDB fails on a table", UNAVAILABLE, errors, f"{table}-errors", where)


def _refused(stack: WatchedStack, kind: str, people: str, code: str) -> Fault:
    return Fault(kind, people, failing(stack, f"An error occurred ({code})"), stack.called("api-5xx"))


def _failing(stack: WatchedStack, kind: str, people: str, data: Made, alarm: str, where: str) -> Fault:
    answers = failing(stack, "An error occurred (InternalServerError)")
    return Fault(kind, people, [data, *answers], stack.called("api-5xx", alarm), where)
