"""Compiles the zip's code: /var/task is read-only, so otherwise each cold start would compile it."""

import os
import subprocess
import sys
from pathlib import Path

import pulumi
from uv import find_uv_bin

__all__ = ["BytecodeError", "compile_to_cache", "compile_in_place"]

TASK = "/var/task"


class BytecodeError(pulumi.RunError):
    """The code could not be compiled. The message says what to do."""


def compile_to_cache(folder: Path, python: str) -> None:
    """Writes `__pycache__` for every source below a folder, for a version of Python such as "3.13".

    Python does not compare it with the source, because a zip does not keep times exactly. Needs an interpreter of
    that version on this machine. Raises BytecodeError.
    """
    _compile(folder, python)


def compile_in_place(folder: Path, python: str) -> None:
    """Replaces sources by their bytecode, so that an import has fewer files to look for. Raises BytecodeError."""
    _compile(folder, python, "-b")
    for source in folder.rglob("*.py"):
        source.unlink()


def _compile(folder: Path, python: str, *options: str) -> None:
    command = [_interpreter(python), "-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    done = subprocess.run(  # noqa: S603  an interpreter, with arguments of ours
        [*command, *options, "-s", str(folder), "-p", TASK, str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        raise BytecodeError(f"the function's code does not compile: {' '.join(done.stdout.split())}")


def _interpreter(python: str) -> str:
    if python == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return sys.executable
    done = subprocess.run(  # noqa: S603  uv itself, with arguments of ours
        [find_uv_bin(), "python", "find", "--no-project", "--no-python-downloads", f"cpython@{python}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYENV_VERSION": python},  # else pyenv's python3.13 is there and does not run
    )
    if done.returncode:
        raise BytecodeError(
            f"Python {python}, which the function runs on, compiles its code, and is not on this machine:"
            f" `.venv/bin/uv python install {python}` brings it"
        )
    return done.stdout.strip()
