"""The platform's handler and FastAPI with boto3, on the same tables of one DynamoDB Local, with equal answers."""

from collections.abc import Mapping

from bench.cold.events import Event
from bench.warm.asking import HandlerProcess
from bench.warm.backend import backend
from bench.warm.blocks import WARM_UP, Events, Found, RequestTimes, by_function, in_turn
from bench.warm.operations import Operation, operations
from bench.warm.peers import asked, compare, unpacked

__all__ = ["whole"]

BLOCK = 25
BLOCKS = {"feed": 40, "create": 20, "upvote": 20}  # 1,000 requests of the feed, which is a goal, and 500


def whole() -> Found:
    """Returns the times by label and operation."""
    with backend() as variables, asked(unpacked(), variables) as functions:
        _compare(functions)
        found = {name: _took(functions, one, BLOCKS[name]) for name, one in operations().items()}
    return by_function(found)


def _compare(functions: Mapping[str, HandlerProcess]) -> None:
    for name, one in operations().items():
        events = one.events()
        compare(name, [function.ask([next(events)]).body for function in functions.values()])


def _took(
    functions: Mapping[str, HandlerProcess], operation: Operation, blocks: int
) -> Mapping[str, RequestTimes]:
    events = operation.events()

    def block(_: int) -> list[Event]:
        return [next(events) for _ in range(WARM_UP + BLOCK)]

    made: Mapping[str, Events] = dict.fromkeys(functions, block)
    return in_turn(functions, made, operation.status, blocks)
