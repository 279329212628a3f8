"""Makes results that take minutes once, in one process at a time."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Runner", "make_once"]

Runner = Callable[..., None]


def make_once(folder: Path, make: Callable[[Path, Runner], None], seconds: float) -> None:
    """If the folder is missing, makes it with commands that may each take the given time.

    A draft gets the folder's name when it is complete. A killed process leaves a draft, which the next one removes.
    """
    if folder.is_dir():
        return
    with _lock(folder) as lock:
        if not folder.is_dir():
            draft = folder.with_name(f"{folder.name}.draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            make(draft, _runner(lock, seconds))
            draft.rename(folder)


@contextmanager
def _lock(folder: Path) -> Iterator[int]:
    folder.parent.mkdir(exist_ok=True)
    descriptor = os.open(folder.with_name(f"{folder.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _runner(lock: int, seconds: float) -> Runner:
    """Runs a command that also holds the lock, so none outlives it in the draft."""

    def run(
        *command: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        subprocess.run(  # noqa: S603  programs and arguments of ours
            command,
            check=True,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            pass_fds=[lock],
            timeout=seconds,
        )

    return run
