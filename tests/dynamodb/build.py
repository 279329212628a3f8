"""DynamoDB Local's jars, fetched once, and its wrapper, compiled once."""

import hashlib
import shutil
from pathlib import Path

from tools.once import Runner, make_once

__all__ = ["NotInstalledError", "build"]

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
SOURCE = ROOT / "tools" / "dynamodb_local"
POM, WRAPPER = SOURCE / "pom.xml", SOURCE / "DynamoDBOnLoopback.java"
SECONDS = 300


class NotInstalledError(Exception):
    """A program that DynamoDB Local needs is missing. The message says what to install."""


def build(parent: Path = BUILD) -> Path:
    """Returns the folder of the jars and classes. If it is missing, one process creates it.

    Raises NotInstalledError.
    """
    folder = parent / f"dynamodb-local-{_digest()}"
    _require("java", *([] if folder.is_dir() else ["javac", "mvn"]))
    make_once(folder, _make, SECONDS)
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


def _make(draft: Path, run: Runner) -> None:
    jars, classes = draft / "jars", draft / "classes"
    run("mvn", "-q", "-B", "-f", POM, "dependency:copy-dependencies", f"-DoutputDirectory={jars}")
    run("javac", "-cp", jars / "*", "-d", classes, WRAPPER)
