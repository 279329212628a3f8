"""The import time of each package in a cold start, measured by Python itself."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.cold.functions import MeasuredFunction
from bench.cold.starts import start_command, variables

__all__ = ["HEADER", "import_rows"]

HEADER = ("the imports of", "percent of them that a package takes itself, without what it imports in turn")
PACKAGES = 9
LINE = re.compile(
    r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)", re.MULTILINE
)  # microseconds, and a module's package
STANDARD = "the standard library"


def import_rows(tasks: Mapping[MeasuredFunction, Path]) -> list[tuple[str, str]]:
    """Returns one row per function."""
    return [(function.label, _times(_took(function, task))) for function, task in tasks.items()]


def _took(function: MeasuredFunction, task: Path) -> Mapping[str, int]:
    with start_command(function, task) as (python, *rest):
        done = subprocess.run(  # noqa: S603  Python itself, with arguments of ours
            [python, "-X", "importtime", *rest],
            cwd=task,
            env=variables(function),
            capture_output=True,
            text=True,
            check=True,
        )
    took: Counter[str] = Counter()
    for microseconds, package in LINE.findall(done.stderr):
        took[STANDARD if package in sys.stdlib_module_names else package] += int(microseconds)
    return took


def _times(took: Mapping[str, int]) -> str:
    whole = sum(took.values())
    most = Counter(took).most_common(PACKAGES)
    return ", ".join(f"{name} {100 * part / whole:.0f}" for name, part in most if part > whole / 100)
