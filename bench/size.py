"""Builds Lambda's zip, and prints its sizes by package and by kind of file."""

import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

from bench.charts import bars, picture
from bench.goals import Goal, raw_goals
from bench.report import place, report
from infra.bundle.build import bundle
from infra.bundle.dependencies import LAMBDA, DependenciesError

__all__ = ["APP", "Weight", "Weights", "by_kind", "by_package", "weights_of"]

ROOT = Path(__file__).resolve().parents[1]
PACKAGES, KINDS = 12, 7  # in the table, and the packages in the picture; the others are one row
LARGEST = 10  # files
MB = 1e6
GOAL_MB = 10
HEADER = ("What", "files", "zipped", "unpacked", "of the zip")
APP = "webapp and its contract"
COMPILED = "__pycache__"  # of modules outside packages
DIST_INFO = ".dist-info"
LIBRARIES = ".libs"  # shared objects of a wheel, outside its package


@dataclass(frozen=True)
class Weight:
    """The sum of some files; sizes in bytes."""

    files: int = 0
    zipped: int = 0
    unpacked: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.files + other.files, self.zipped + other.zipped, self.unpacked + other.unpacked)


Weights = Mapping[str, Weight]


def main() -> None:
    try:
        path = bundle(ROOT, LAMBDA)
    except DependenciesError as error:
        sys.exit(str(error))
    files = weights_of(path)
    content = sum(files.values(), Weight())
    total = replace(content, zipped=path.stat().st_size)
    packages = _shown(by_package(files), PACKAGES, "other packages")
    kinds = _shown(by_kind(files), KINDS, "other kinds")
    largest = dict(list(_heaviest_first(files).items())[:LARGEST])
    with picture("size", 0.32 * len(packages) + 0.8) as figure:
        megabytes = {name: one.zipped / MB for name, one in packages.items()}
        bars(figure.subplots(), "MB in the zip", megabytes, ours=megabytes, digits=2)
    file_rows = [[f"`{name}`", *_sizes(one)] for name, one in largest.items()]
    place("size-files", ("The largest files", "zipped", "unpacked"), file_rows)
    headers = {"names and headers": Weight(content.files, total.zipped - content.zipped)}
    rows = _rows({"**the zip**": total, **packages, **kinds, **headers}, total)
    raw = {
        "zip_mb": total.zipped / MB,
        "unpacked_mb": total.unpacked / MB,
        "files": total.files,
        **{
            what: {name: asdict(one) for name, one in weights.items()}
            for what, weights in (("packages", packages), ("kinds", kinds), ("largest", largest))
        },
        **raw_goals(Goal("the function's zip for arm64", total.zipped / MB, GOAL_MB, "MB")),
    }
    report("size", HEADER, list(rows), raw)


def weights_of(path: Path) -> Weights:
    """Returns the files of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {one.filename: Weight(1, one.compress_size, one.file_size) for one in archive.infolist()}


def by_package(files: Weights) -> Weights:
    """Returns the top-level entries of the zip, the largest first."""
    return _grouped(files, _package)


def by_kind(files: Weights) -> Weights:
    """Returns files by suffix, the largest first."""
    return _grouped(files, lambda name: PurePosixPath(name).suffix or "without a suffix")


def _package(name: str) -> str:
    top, *below = PurePosixPath(name).parts
    if top in {"webapp", "openapi.json"}:
        return APP
    if top.endswith((DIST_INFO, LIBRARIES)):
        return top.partition("-")[0].removesuffix(LIBRARIES).lower()
    module = below[0] if top == COMPILED else top
    return module.partition(".")[0]


def _grouped(files: Weights, group_of: Callable[[str], str]) -> Weights:
    groups: dict[str, Weight] = defaultdict(Weight)
    for name, one in files.items():
        groups[group_of(name)] += one
    return _heaviest_first(groups)


def _heaviest_first(weights: Weights) -> Weights:
    return dict(sorted(weights.items(), key=lambda one: (-one[1].zipped, one[0])))


def _shown(weights: Weights, count: int, rest: str) -> Weights:
    """Returns the largest rows, and the sum of the others as one row."""
    shown, others = list(weights.items())[:count], list(weights.values())[count:]
    return {**dict(shown), f"{len(others)} {rest}": sum(others, Weight())} if others else weights


def _rows(weights: Weights, total: Weight) -> Iterator[list[str]]:
    for name, one in weights.items():
        yield [name, str(one.files), *_sizes(one), f"{one.zipped / total.zipped:.0%}"]


def _sizes(one: Weight) -> list[str]:
    return [f"{size / MB:.2f} MB" for size in (one.zipped, one.unpacked)]


if __name__ == "__main__":
    main()
