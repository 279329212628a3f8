"""Fills an engine for each number of Dwipps and shards, measures it, and prints the figures."""

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from typing import Any

from bench.flat.data import SampleWorld
from bench.flat.fill import fill, platform_puts
from bench.flat.original import create_table, original_puts
from bench.flat.plot import plot
from bench.flat.runs import PAGES_HEADER, CostRun, cost_rows, costs_header, growing, page_rows
from bench.report import DOCS, place, report
from tests.app_environment import app_environment
from tests.dynamodb.engine import DynamoDbLocal
from tests.dynamodb.tables import renew_tables

SIZES = (100, 10_000, 100_000)
SHARDS = (1, 8)  # as in dev, as in prod
SHARDS_OF_ORIGINAL = 8  # the original has no shards: it is measured once at each size

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    **app_environment("/dwipper/bench"),
}


def main() -> None:
    runs = [_run(size, shards) for size in SIZES for shards in SHARDS]
    plot([run for run in runs if run.original], DOCS / "performance" / "flat.svg")
    place("flat-pages", PAGES_HEADER, list(page_rows(runs)))
    report("flat", costs_header(runs), list(cost_rows(runs)), {"runs": [asdict(run) for run in runs]})
    if found := growing(runs):
        sys.exit(f"the cost grows with the size: {', '.join(found)}")


def _run(size: int, shards: int) -> CostRun:
    with DynamoDbLocal() as engine, closing(engine.client()) as client:
        renew_tables(client, streams=False)
        world, what = SampleWorld(size), f"{size:,} Dwipps, {shards} shards"
        fill(client, platform_puts(world, shards), what)
        if shards == SHARDS_OF_ORIGINAL:
            create_table(client)
            fill(client, original_puts(world), f"{what}, the original")
        return CostRun(size, shards, **_measured(engine.url, shards))


def _measured(url: str, shards: int) -> dict[str, Any]:
    environment = {
        **os.environ,
        **ENVIRONMENT,
        "AWS_ENDPOINT_URL_DYNAMODB": url,
        "FEED_SHARDS": str(shards),
    }
    command = [sys.executable, "-m", "bench.flat.measure"]
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    main()
