"""Counts the instructions of a cold start with valgrind. Noise hardly changes them."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.cold.functions import MeasuredFunction
from bench.cold.starts import start_command, variables

__all__ = ["instructions"]

VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
COLLECTED = re.compile(r"Collected : (\d+)")


def instructions(function: MeasuredFunction, task: Path) -> float | None:
    """Returns millions of instructions, without those of an idle interpreter. None without valgrind."""
    if shutil.which(VALGRIND[0]) is None:
        return None
    with start_command(function, task) as command:
        started = _count(function, task, command)
    return (started - _count(function, task, [sys.executable, "-S", "-s", "-c", "pass"])) / 1e6


def _count(function: MeasuredFunction, task: Path, command: Sequence[str]) -> int:
    done = subprocess.run(  # noqa: S603  valgrind, with arguments of ours
        [*VALGRIND, *command], cwd=task, env=variables(function), capture_output=True, text=True
    )
    found = COLLECTED.search(done.stderr)
    if done.returncode or not found:
        sys.exit(f"valgrind counted nothing: {done.stderr}{done.stdout}")
    return int(found[1])
