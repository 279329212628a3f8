"""Faults in the API's function, and before it runs."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault, answered, made
from tests.infra.watch.stacks import WatchedStack

__all__ = ["function_faults"]

SLOW, TIMED_OUT = 4_000, 29_000  # milliseconds
GATEWAYS = "500 from the gateway"


def function_faults(stack: WatchedStack) -> Iterator[Fault]:
    yield from _dying(stack)
    yield from _crowded(stack)
    yield from _slow(stack)
    yield Fault(
        "The gateway has no right to call the function, or fails itself",
        GATEWAYS,
        [answered(stack, 4)],
        frozenset({"api-5xx"}),
    )


def _dying(stack: WatchedStack) -> Iterator[Fault]:
    died = [
        made("AWS/Lambda Errors", stack.function("api"), *[1] * 4),
        made("AWS/Lambda Errors", stack.newest, *[1] * 4),
        answered(stack, 4),
    ]
    waited = [
        made("AWS/Lambda Duration", stack.function("api"), *[TIMED_OUT] * 20),
        made("AWS/ApiGateway Latency", stack.api, *[TIMED_OUT] * 20),
    ]
    dead = stack.called("api-errors", "api-5xx")
    late = {"api-duration", "api-latency"}
    yield Fault("The API crashes: it cannot load, or is out of memory", GATEWAYS, died, dead)
    yield Fault("The API times out", f"{GATEWAYS} after 29 s", [*died, *waited], dead | late)


def _crowded(stack: WatchedStack) -> Iterator[Fault]:
    names = ("api", "jobs", "worker")
    throttles = [made("AWS/Lambda Throttles", stack.function(name), 1, 1, 1) for name in names]
    yield Fault(
        "The account's quota of concurrent functions is used up",
        "503 from the gateway",
        [made("AWS/Lambda UnreservedConcurrentExecutions", {}, 975), *throttles, answered(stack, 4)],
        frozenset({"api-5xx", "api-throttles", "concurrency", "jobs-throttles", "worker-throttles"}),
    )
    yield Fault(
        "The account's quota of concurrent functions is nearly used up",
        "nothing yet",
        [made("AWS/Lambda UnreservedConcurrentExecutions", {}, 850)],
        frozenset({"concurrency"}),
    )
    yield Fault(
        "The worker's share of concurrent functions is used up",
        "counters and names are updated late",
        [throttles[-1]],
        frozenset({"worker-throttles"}),
    )


def _slow(stack: WatchedStack) -> Iterator[Fault]:
    runs = made("AWS/Lambda Duration", stack.function("api"), *[SLOW] * 20)
    answers = made("AWS/ApiGateway Latency", stack.api, *[SLOW] * 20)
    people = "responses take 3 s or more"
    yield Fault("The API is slow", people, [runs, answers], frozenset({"api-duration", "api-latency"}))
    yield Fault("The gateway is slow", people, [answers], frozenset({"api-latency"}))
