"""Builds Lambda's zip, and prints its sizes."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from bench.goals import Goal, raw_goals
from bench.report import DOCS, place, report
from bench.size.contents import Weight, ZippedFile, by_kind, by_package, entries, weigh
from bench.size.plot import plot
from infra.bundle.build import bundle
from infra.bundle.dependencies import LAMBDA, DependenciesError

ROOT = Path(__file__).resolve().parents[2]
PACKAGES, KINDS = 12, 7  # in the table, and the packages in the picture; the others are one row
LARGEST = 10  # files
MB = 1e6
GOAL_MB = 10
HEADER = ("What", "files", "zipped", "unpacked", "of the zip")
FILES_HEADER = ("The largest files", "zipped", "unpacked")


def main() -> None:
    try:
        path = bundle(ROOT, LAMBDA)
    except DependenciesError as error:
        sys.exit(str(error))
    files = entries(path)
    content, zipped = weigh(files), path.stat().st_size
    total = Weight(content.files, zipped, content.unpacked)
    packages = _shown(by_package(files), PACKAGES, "other packages")
    kinds = _shown(by_kind(files), KINDS, "other kinds")
    largest = sorted(files, key=lambda one: -one.zipped)[:LARGEST]
    plot(packages, DOCS / "performance" / "size.svg")
    place("size-files", FILES_HEADER, [_file_row(one) for one in largest])
    headers = {"names and headers": Weight(content.files, zipped - content.zipped, 0)}
    rows = _rows({"**the zip**": total, **packages, **kinds, **headers}, total)
    report("size", HEADER, list(rows), _raw(total, packages, kinds, largest))


def _shown(weights: Mapping[str, Weight], count: int, rest: str) -> Mapping[str, Weight]:
    """Returns the largest rows, and the sum of the others as one row."""
    heaviest, others = dict(islice(weights.items(), count)), list(weights.values())[count:]
    if not others:
        return heaviest
    together = Weight(
        *(sum(getattr(one, what) for one in others) for what in ("files", "zipped", "unpacked"))
    )
    return {**heaviest, f"{len(others)} {rest}": together}


def _rows(weights: Mapping[str, Weight], total: Weight) -> Iterator[list[str]]:
    for name, weight in weights.items():
        sizes = (f"{size / MB:.2f} MB" for size in (weight.zipped, weight.unpacked))
        yield [name, str(weight.files), *sizes, f"{weight.zipped / total.zipped:.0%}"]


def _file_row(entry: ZippedFile) -> list[str]:
    return [f"`{entry.name}`", *(f"{size / MB:.2f} MB" for size in (entry.zipped, entry.unpacked))]


def _raw(
    total: Weight, packages: Mapping[str, Weight], kinds: Mapping[str, Weight], largest: list[ZippedFile]
) -> dict[str, Any]:
    return {
        "zip_mb": total.zipped / MB,
        "unpacked_mb": total.unpacked / MB,
        "files": total.files,
        "packages": {name: asdict(weight) for name, weight in packages.items()},
        "kinds": {name: asdict(weight) for name, weight in kinds.items()},
        "largest": [asdict(one) for one in largest],
        **raw_goals(Goal("the function's zip for arm64", total.zipped / MB, GOAL_MB, "MB")),
    }


if __name__ == "__main__":
    main()
