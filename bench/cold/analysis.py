"""What a cold start does: the time of its imports, by Python, and its instructions, by valgrind."""

import re
import shutil
import subprocess
import sys
from collections import Counter

from bench.cold.events import HEALTH
from bench.cold.functions import MeasuredFunction
from bench.cold.process import HandlerProcess

__all__ = ["IMPORTS", "import_row", "instructions"]

IMPORTS = ("the imports of", "percent of them that a package takes itself, without what it imports in turn")
PACKAGES = 9
# Microseconds, and a module's package.
IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)", re.MULTILINE)
STANDARD = "the standard library"
VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
IDLE = (sys.executable, "-S", "-s", "-c", "pass")
COLLECTED = re.compile(r"Collected : (\d+)")


def import_row(function: MeasuredFunction) -> tuple[str, str]:
    took: Counter[str] = Counter()
    said = _said(function.process(PYTHONPROFILEIMPORTTIME="1"), function)
    for microseconds, package in IMPORT.findall(said):
        took[STANDARD if package in sys.stdlib_module_names else package] += int(microseconds)
    parts = ((name, part / took.total()) for name, part in took.most_common(PACKAGES))
    return function.label, ", ".join(f"{name} {100 * part:.0f}" for name, part in parts if part > 0.01)


def instructions(function: MeasuredFunction) -> float | None:
    """Returns millions of instructions, which noise hardly changes, without those of an idle interpreter.

    None without valgrind.
    """
    if shutil.which(VALGRIND[0]) is None:
        return None
    idle = subprocess.run([*VALGRIND, *IDLE], capture_output=True, text=True, check=True).stderr  # noqa: S603
    return (_count(_said(function.process(tool=VALGRIND), function)) - _count(idle)) / 1e6


def _said(process: HandlerProcess, function: MeasuredFunction) -> str:
    """Returns what a cold start wrote to stderr."""
    with process:
        process.ask([function.event(HEALTH)])
    return process.said


def _count(said: str) -> int:
    found = COLLECTED.search(said)
    if not found:
        sys.exit(f"valgrind counted nothing: {said}")
    return int(found[1])
