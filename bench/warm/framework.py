"""The small APIs of the cold starts, warm: the framework's share of a request, with a store in memory."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from bench.cold.events import CREATE, FEED, UPVOTE, ApiRequest, version_1, version_2
from bench.cold.functions import OURS, PEERS, MeasuredFunction, build
from bench.warm.asking import HandlerProcess
from bench.warm.blocks import WARM_UP, Events, Found, RequestTimes, by_function, in_turn

__all__ = ["OPERATIONS", "frameworks"]

BLOCKS, BLOCK = 60, 50  # 3,000 requests of each operation
OPERATIONS: Mapping[str, tuple[ApiRequest, int]] = {
    "feed": (FEED, 200),
    "upvote": (UPVOTE, 200),
    "create": (CREATE, 201),
}
FUNCTIONS: Sequence[MeasuredFunction] = (OURS, *PEERS)


def frameworks() -> Found:
    """Returns the times by label and operation. The upvoted Dwipp is in the middle of a hundred."""
    with ExitStack() as stack:
        asked = {
            function.label: stack.enter_context(
                HandlerProcess(build(function), function.module, function.variables)
            )
            for function in FUNCTIONS
        }
        found = {name: _asked(asked, *what) for name, what in OPERATIONS.items()}
    return by_function(found)


def _asked(asked: Mapping[str, HandlerProcess], what: ApiRequest, status: int) -> Mapping[str, RequestTimes]:
    return in_turn(asked, {one.label: _events(one, what) for one in FUNCTIONS}, status, BLOCKS)


def _events(function: MeasuredFunction, asked: ApiRequest) -> Events:
    event = version_1(asked) if function.version == 1 else version_2(asked)
    return lambda _: [event] * (WARM_UP + BLOCK)
