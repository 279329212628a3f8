"""DynamoDB Local's jars, fetched once, and the wrapper that starts it, compiled once."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["NotInstalledError", "build"]

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
SOURCE = ROOT / "tools" / "dynamodb_local"
POM, WRAPPER = SOURCE / "pom.xml", SOURCE / "DynamoDBOnLoopback.java"
SECONDS = 300


class NotInstalledError(Exception):
    """A program is missing that DynamoDB Local needs; the message says what to install."""


def build(parent: Path = BUILD) -> Path:
    """The folder of the jars and the classes; it is made where it is not there yet, by one process at a time.

    NotInstalledError.
    """
    folder = parent / f"dynamodb-local-{_digest()}"
    _require("java", *([] if folder.is_dir() else ["javac", "mvn"]))
    if not folder.is_dir():
        with _lock(parent) as lock:
            if not folder.is_dir():
                _make(folder, lock)
    return folder


def _digest() -> str:
    return hashlib.sha256(POM.read_bytes() + WRAPPER.read_bytes()).hexdigest()[:12]


def _require(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise NotInstalledError(
            f"DynamoDB Local needs {' and '.join(missing)}: install a JDK (17 or newer) and Maven, on Debian by "
            "`apt-get install default-jdk-headless maven`"
        )


@contextmanager
def _lock(parent: Path) -> Iterator[int]:
    parent.mkdir(exist_ok=True)
    descriptor = os.open(parent / "dynamodb-local.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _make(folder: Path, lock: int) -> None:
    """A draft takes the folder's name when it is whole. Who kills this leaves a draft, which the next one removes."""
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    jars, classes = draft / "jars", draft / "classes"
    _run(lock, "mvn", "-q", "-B", "-f", POM, "dependency:copy-dependencies", f"-DoutputDirectory={jars}")
    _run(lock, "javac", "-cp", jars / "*", "-d", classes, WRAPPER)
    draft.rename(folder)


def _run(lock: int, *command: str | Path) -> None:
    """Runs a command that holds the lock too, so that none outlives it in the draft."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, pass_fds=[lock], timeout=SECONDS)
