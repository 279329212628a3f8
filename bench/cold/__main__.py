"""Builds every function, starts each in turn, round after round, and prints the times."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bench.charts import bars, picture
from bench.cold.analysis import IMPORTS, import_row, instructions
from bench.cold.conformance import conform
from bench.cold.functions import OURS, PEERS, REAL, MeasuredFunction, versions
from bench.cold.results import HEADER, STRICT, ColdStarts, start
from bench.goals import Goal, raw_goals
from bench.report import place, report

ROUNDS = 31  # the first is not counted
FUNCTIONS = (OURS, REAL, *PEERS)
SHOWN = (
    *(
        "django",
        "django-ninja",
        "fastapi",
        "starlette",
        "mangum",
        "aws-lambda-powertools",
        "flask",
        "chalice",
    ),
    *("apig-wsgi", "pydantic", "boto3", "botocore", "pynamodb"),
)


def main() -> None:
    for function in FUNCTIONS:
        start(function, STRICT)
        if function != REAL:
            conform(function)
    found = _measured()
    _draw(list(found.values()))
    place("cold-imports", IMPORTS, [import_row(one) for one in FUNCTIONS])
    place("cold-versions", ("", "versions"), [(one.label, _versions(one)) for one in FUNCTIONS])
    raw = {
        "functions": [asdict(one) for one in found.values()],
        "versions": {one.name: versions(one) for one in FUNCTIONS},
        **raw_goals(*_goals(found)),
    }
    report("cold", HEADER, [one.row(found["fastapi"]) for one in found.values()], raw)


def _measured() -> Mapping[str, ColdStarts]:
    rounds = [[start(function) for function in FUNCTIONS] for _ in range(ROUNDS)]
    print("counting instructions", file=sys.stderr)
    return {
        one.name: ColdStarts(one.name, one.label, starts, instructions(one))
        for one, starts in zip(FUNCTIONS, zip(*rounds[1:], strict=True), strict=True)
    }


def _goals(found: Mapping[str, ColdStarts]) -> Sequence[Goal]:
    ours, real = found[OURS.name], found[REAL.name]
    return (
        Goal("cold start, small API: our way / FastAPI + Mangum", ours.of(found["fastapi"]), 0.70),
        Goal("cold start, small API: our way / Powertools' resolver", ours.of(found["powertools"]), 0.95),
        Goal("cold start: the real handler with all operations / our way's small API", real.of(ours), 1.20),
    )


def _versions(function: MeasuredFunction) -> str:
    found = {name.lower().replace("_", "-"): version for name, version in versions(function).items()}
    return ", ".join(f"{name} {found[name]}" for name in SHOWN if name in found)


def _draw(found: Sequence[ColdStarts]) -> None:
    ours = (OURS.label, REAL.label)
    totals = {one.label: one.total for one in found}
    counts = {one.label: one.instructions or 0 for one in found}
    with picture("cold", 0.52 * len(found) + 1.1) as figure:
        times, instructed = figure.subplots(1, 2, sharey=True)
        ranges = [one.quartiles for one in found]
        bars(times, "import to first answer, ms (median, quartiles)", totals, ours=ours, ranges=ranges)
        bars(instructed, "million instructions", counts, ours=ours)


if __name__ == "__main__":
    main()
