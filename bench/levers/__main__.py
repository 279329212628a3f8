"""Measures cold starts, and feed pages on DynamoDB Local, with each lever turned off in turn."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.cold.events import HEALTH
from bench.cold.functions import REAL, build
from bench.cold.process import HandlerProcess
from bench.levers.cold_levers import COLD_LEVERS
from bench.levers.table import HEADER, OFF, ON, rows
from bench.levers.warm_levers import WARM_LEVERS
from bench.report import report
from bench.warm.backend import backend
from bench.warm.comparisons import operations
from bench.warm.times import in_turn

ROUNDS = 25
BLOCKS, REQUESTS = 90, 10  # 900 pages of each variant, in short turns: their differences are small
# The first call to AWS reads them.
CERTIFICATES = """
import ssl, sys
ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(sys.path[0] + "/botocore/cacert.pem")
"""


def cold() -> None:
    with tempfile.TemporaryDirectory(prefix="levers-") as folder:
        variants = dict(_variants(Path(folder)))
        raw: dict[str, list[float]] = {name: [] for name in variants}
        for number in range(ROUNDS + 1):
            for name, (task, prelude) in variants.items():
                with HandlerProcess(task, REAL.module, REAL.variables, prelude + CERTIFICATES) as process:
                    took = process.ask([REAL.event(HEALTH)]).processor
                if number:  # the first warms the disk's cache
                    raw[name].append(took)
    report("levers", HEADER, rows({name: median(took) for name, took in raw.items()}, 0), raw)


def _variants(folder: Path) -> Iterator[tuple[str, tuple[Path, str]]]:
    """Yields the unpacked zip of each variant with its prelude, by name."""
    variants = {
        ON: [],
        **{name: [lever] for name, lever in COLD_LEVERS.items()},
        OFF: [*COLD_LEVERS.values()],
    }
    for number, (name, levers) in enumerate(variants.items()):
        task = shutil.copytree(build(REAL.name), folder / str(number))
        for change in levers:
            if not isinstance(change, str):
                change(task)
        yield name, (task, "".join(lever for lever in levers if isinstance(lever, str)))


def warm() -> None:
    preludes = {ON: "", **WARM_LEVERS, OFF: "".join(WARM_LEVERS.values())}
    status, pages = operations()["feed"]
    with backend() as variables, ExitStack() as stack:
        functions = {
            name: stack.enter_context(REAL.process(prelude, **variables))
            for name, prelude in preludes.items()
        }
        events = dict.fromkeys(functions, pages)
        took = in_turn(functions, events, status, blocks=BLOCKS, requests=REQUESTS)
    on = took[ON]
    medians = {name: on.median / 1000 * one.of(on) for name, one in took.items()}
    raw = {name: one.raw for name, one in took.items()}
    report("levers-warm", HEADER, rows(medians, 2), raw, command="make bench-levers")


if __name__ == "__main__":
    cold()
    warm()
