"""Temporary folders in which something is built."""

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
    """Yields an empty folder, and deletes it afterwards. First deletes folders of killed processes.

    A process holds the lock of its folder, which ends with the process.
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
    """Creates and locks a folder. Retries if another process deleted it before it was locked."""
    while True:
        folder = Path(mkdtemp(dir=parent, prefix=PREFIX))
        lock = _locked(folder)
        if lock is not None:
            if folder.exists():
                return folder, lock
            os.close(lock)


def _locked(folder: Path, how: int = 0) -> int | None:
    """Returns the lock's descriptor, or None if the folder is in use or gone."""
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
