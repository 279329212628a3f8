"""`python -m bench.levers.warm`: a feed page on DynamoDB Local, with each lever of a warm request turned off."""

from collections.abc import Mapping
from contextlib import ExitStack
from itertools import islice

from bench.cold.functions import REAL, build
from bench.levers.table import HEADER, OFF, ON, rows
from bench.levers.warm_levers import WARM_LEVERS
from bench.report import report
from bench.warm.asking import HandlerProcess
from bench.warm.backend import backend
from bench.warm.blocks import WARM_UP, RequestTimes, in_turn
from bench.warm.operations import operations

BLOCKS, BLOCK = 90, 10  # 900 pages of each variant, in short turns: their differences are small
PRELUDES = {ON: "", **WARM_LEVERS, OFF: "".join(WARM_LEVERS.values())}


def main() -> None:
    took = _took()
    on = took[ON]
    medians = {name: on.median / 1000 * one.of(on) for name, one in took.items()}
    raw = {name: one.raw for name, one in took.items()}
    report("levers-warm", HEADER, rows(medians, 2), raw, command="make bench-levers")


def _took() -> Mapping[str, RequestTimes]:
    """Returns the microseconds of each variant, in its own process."""
    task, feed = build(REAL), operations()["feed"]
    pages = list(islice(feed.events(), WARM_UP + BLOCK))
    with backend() as variables, ExitStack() as stack:
        functions = {
            name: stack.enter_context(HandlerProcess(task, REAL.module, variables, prelude))
            for name, prelude in PRELUDES.items()
        }
        return in_turn(functions, dict.fromkeys(functions, lambda _: pages), feed.status, BLOCKS)


if __name__ == "__main__":
    main()
