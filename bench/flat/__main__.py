"""Fills an engine for each number of Dwipps and shards, measures it, and prints the figures."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bench.charts import GREEN, RED, logarithmic, picture
from bench.cold.environment import DWIPPER, LAMBDA
from bench.flat.data import SampleWorld
from bench.flat.fill import fill, filled_engine, platform_puts
from bench.flat.original import create_table, original_puts
from bench.flat.runs import PAGES_HEADER, CostRun, cost_rows, costs_header, growing, page_rows
from bench.report import place, report

SIZES = (100, 10_000, 100_000)
SHARDS = (1, 8)  # as in dev, as in prod
PANELS = (
    ("A page of the feed", "feed, first page", "read"),
    ("A page of my Dwipps", "my Dwipps", "read"),
    ("An upvote", "upvote: POST, setting it", "write"),
)
SHARDS_OF_ORIGINAL = 8  # the original has no shards: it is measured once at each size


def main() -> None:
    runs = [_run(size, shards) for size in SIZES for shards in SHARDS]
    _draw([run for run in runs if run.original])
    place("flat-pages", PAGES_HEADER, list(page_rows(runs)))
    report("flat", costs_header(runs), list(cost_rows(runs)), {"runs": [asdict(run) for run in runs]})
    if found := growing(runs):
        sys.exit(f"the cost grows with the size: {', '.join(found)}")


def _run(size: int, shards: int) -> CostRun:
    world, what = SampleWorld(size), f"{size:,} Dwipps, {shards} shards"
    with filled_engine(platform_puts(world, shards), what) as (engine, client):
        if shards == SHARDS_OF_ORIGINAL:
            create_table(client)
            fill(client, original_puts(world), f"{what}, the original")
        return CostRun(size, shards, **_measured(engine.url, shards))


def _measured(url: str, shards: int) -> Any:  # noqa: ANN401  any JSON
    own = {"AWS_ENDPOINT_URL_DYNAMODB": url, "FEED_SHARDS": str(shards)}
    command = [sys.executable, "-m", "bench.flat.measure"]
    return json.loads(subprocess.check_output(command, env={**LAMBDA, **DWIPPER, **own}))  # noqa: S603


def _draw(runs: Sequence[CostRun]) -> None:
    """Draws the two designs: units by number of Dwipps. `runs` has one run per size."""
    sizes = [run.dwipps for run in runs]
    with picture("flat", 4.2) as figure:
        panels = figure.subplots(1, len(PANELS), sharex=True, sharey=True)
        for axes, (title, operation, unit) in zip(panels, PANELS, strict=True):
            ours = [run.operations[operation][unit] for run in runs]
            original = [run.original[operation][unit] for run in runs]
            for label, units, color in (("Dwipper", ours, GREEN), ("the original", original, RED)):
                axes.plot(sizes, units, color=color, linewidth=2.2, marker="o", markersize=5)
                text = {"color": color, "fontweight": "bold", "ha": "right", "textcoords": "offset points"}
                axes.annotate(f"{label}: {units[-1]:,.10g}", (sizes[-1], units[-1]), xytext=(6, 8), **text)
            ticks = [10**power for power in range(5)]
            logarithmic(axes, f"{title}: {unit} units", "Dwipps in the table", sizes, ticks)
            axes.set(xlim=(60, 200_000), ylim=(1, 10_000))


if __name__ == "__main__":
    main()
