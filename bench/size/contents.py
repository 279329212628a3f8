"""The files of a zip by package and by kind, with their compressed and uncompressed sizes."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["APP", "ZippedFile", "Weight", "by_kind", "by_package", "entries", "weigh"]

APP = "webapp and its contract"
COMPILED = "__pycache__"  # of modules outside packages
DIST_INFO = ".dist-info"
LIBRARIES = ".libs"  # shared objects of a wheel, outside its package


@dataclass(frozen=True)
class ZippedFile:
    """A file of the zip; sizes in bytes."""

    name: str
    zipped: int
    unpacked: int


@dataclass(frozen=True)
class Weight:
    """The sum of some files; sizes in bytes."""

    files: int
    zipped: int
    unpacked: int


def entries(path: Path) -> list[ZippedFile]:
    with zipfile.ZipFile(path) as archive:
        return [ZippedFile(one.filename, one.compress_size, one.file_size) for one in archive.infolist()]


def weigh(files: Sequence[ZippedFile]) -> Weight:
    return Weight(len(files), sum(one.zipped for one in files), sum(one.unpacked for one in files))


def by_package(files: Sequence[ZippedFile]) -> Mapping[str, Weight]:
    """Returns the top-level entries of the zip, the largest first."""
    return _grouped(files, _package)


def by_kind(files: Sequence[ZippedFile]) -> Mapping[str, Weight]:
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


def _grouped(files: Sequence[ZippedFile], group_of: Callable[[str], str]) -> Mapping[str, Weight]:
    groups: dict[str, list[ZippedFile]] = {}
    for one in files:
        groups.setdefault(group_of(one.name), []).append(one)
    return dict(_heaviest_first({name: weigh(group) for name, group in groups.items()}))


def _heaviest_first(weights: Mapping[str, Weight]) -> Iterator[tuple[str, Weight]]:
    yield from sorted(weights.items(), key=lambda one: (-one[1].zipped, one[0]))
