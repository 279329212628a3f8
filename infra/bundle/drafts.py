"""Folders in which something is built before it takes its place."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

__all__ = ["draft_folder"]

PREFIX = "draft-"


@contextmanager
def draft_folder(parent: Path) -> Iterator[Path]:
    """An empty folder of the caller's own, gone afterwards. Those go first whose makers were killed.

    A maker holds its folder's lock, which ends with its process.
    """
    parent.mkdir(exist_ok=True)
    for left in parent.glob(f"{PREFIX}*"):
        lock = _locked(left, fcntl.LOCK_NB)
        if lock is not None:
            _remove(left, lock)
    folder, lock = _own(parent)
    try:
        yield folder
    finally:
        _remove(folder, lock)


def _own(parent: Path) -> tuple[Path, int]:
    """Another may take a new folder for one that was left, until it is locked: then it is gone."""
    while True:
        folder = Path(mkdtemp(dir=parent, prefix=PREFIX))
        lock = _locked(folder)
        if lock is not None:
            if folder.exists():
                return folder, lock
            os.close(lock)


def _locked(folder: Path, how: int = 0) -> int | None:
    """The lock's descriptor; None where the folder is another's, or gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | how)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _remove(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)
