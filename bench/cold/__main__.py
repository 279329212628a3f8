"""Builds every function, starts each in turn, round after round, and prints the times."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.cold.conformance import conform
from bench.cold.functions import OURS, PEERS, REAL, MeasuredFunction, build, versions
from bench.cold.imports import HEADER as IMPORTS
from bench.cold.imports import import_rows
from bench.cold.instructions import instructions
from bench.cold.plot import plot
from bench.cold.results import HEADER, ColdStarts
from bench.cold.starts import start
from bench.goals import Goal, raw_goals
from bench.report import DOCS, place, report

ROUNDS = 31  # the first is not counted
FUNCTIONS = (OURS, REAL, *PEERS)
SHOWN = (
    "django",
    "django-ninja",
    "fastapi",
    "starlette",
    "mangum",
    "aws-lambda-powertools",
    "flask",
    "chalice",
    "apig-wsgi",
    "pydantic",
    "boto3",
    "botocore",
    "pynamodb",
)


Tasks = Mapping[MeasuredFunction, Path]


def main() -> None:
    tasks = {function: build(function) for function in FUNCTIONS}
    for function, task in tasks.items():
        start(function, task, strict=True)
        if function != REAL:
            conform(function, task)
    found = _measured(tasks)
    plot(list(found.values()), (OURS.name, REAL.name), DOCS / "performance" / "cold.svg")
    place("cold-imports", IMPORTS, import_rows(tasks))
    place("cold-versions", ("", "versions"), [(one.label, _versions(tasks[one])) for one in FUNCTIONS])
    raw = {
        "functions": [asdict(one) for one in found.values()],
        "versions": {one.name: versions(task) for one, task in tasks.items()},
        **raw_goals(*_goals(found)),
    }
    report("cold", HEADER, [one.row(found["fastapi"]) for one in found.values()], raw)


def _measured(tasks: Tasks) -> Mapping[str, ColdStarts]:
    rounds = [{function: start(function, task) for function, task in tasks.items()} for _ in range(ROUNDS)]
    print("counting instructions", file=sys.stderr)
    return {
        function.name: ColdStarts(
            function.name,
            function.label,
            [one[function] for one in rounds[1:]],
            instructions(function, task),
        )
        for function, task in tasks.items()
    }


def _goals(found: Mapping[str, ColdStarts]) -> Sequence[Goal]:
    ours, real = found[OURS.name], found[REAL.name]
    return (
        Goal("cold start, small API: our way / FastAPI + Mangum", ours.of(found["fastapi"]), 0.70),
        Goal("cold start, small API: our way / Powertools' resolver", ours.of(found["powertools"]), 0.95),
        Goal("cold start: the real handler with all operations / our way's small API", real.of(ours), 1.20),
    )


def _versions(task: Path) -> str:
    found = {name.lower().replace("_", "-"): version for name, version in versions(task).items()}
    return ", ".join(f"{name} {found[name]}" for name in SHOWN if name in found)


if __name__ == "__main__":
    main()
