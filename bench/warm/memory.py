"""The platform's handler and FastAPI with boto3, with AWS's responses from memory: no botocore, no DynamoDB."""

from collections.abc import Mapping
from pathlib import Path

from bench.cold.events import Event
from bench.warm.asking import HandlerProcess
from bench.warm.backend import backend
from bench.warm.blocks import WARM_UP, Events, Found, RequestTimes, by_function, in_turn
from bench.warm.operations import Operation, operations
from bench.warm.peers import asked, compare, unpacked

__all__ = ["memory"]

BLOCKS, BLOCK = 20, 50  # 1,000 requests of each operation
REMEMBERING = Path(__file__).with_name("remembering.py").read_text("utf-8")


def memory() -> Found:
    """Returns the times by label and operation. Each operation has new processes, without responses of the others."""
    tasks, found = unpacked(), {}
    with backend() as variables:
        for name, operation in operations().items():
            with asked(tasks, variables, REMEMBERING) as functions:
                found[name] = _took(functions, name, operation)
    return by_function(found)


def _took(
    functions: Mapping[str, HandlerProcess], name: str, operation: Operation
) -> Mapping[str, RequestTimes]:
    """Returns the times of an operation. Each function gets one request from DynamoDB first, then from memory."""
    events = dict(zip(functions, operation.events(), strict=False))
    asked_first = [function.ask([events[label]]).body for label, function in functions.items()]
    remembered = [function.ask([events[label]]).body for label, function in functions.items()]
    compare(name, [*asked_first, *remembered])
    blocks = {label: _again(event) for label, event in events.items()}
    return in_turn(functions, blocks, operation.status, BLOCKS)


def _again(event: Event) -> Events:
    return lambda _: [event] * (WARM_UP + BLOCK)
