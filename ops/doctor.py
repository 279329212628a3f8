"""`python -m ops.doctor [STACK]`: checks whether this machine and this account are ready for a stack."""

import sys
from pathlib import Path

from ops.checks import examine
from ops.checks.findings import Known, Level
from ops.command import plain_errors

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
COLOURS = {Level.GOOD: "32", Level.WARNING: "33", Level.WRONG: "31", Level.NOT_ASKED: "2"}


@plain_errors()
def main(stack_name: str = "dev", *, root: Path = ROOT) -> None:
    """Prints one line per check. Exits with status 1 if a check found an error."""
    levels = set()
    for name, finding in examine(Known(root, stack_name)):
        print(f"{_mark(finding.level)}  {name}: {finding.text}", flush=True)
        levels.add(finding.level)
    if Level.WRONG in levels:
        sys.exit(1)


def _mark(level: Level) -> str:
    if not sys.stdout.isatty():
        return level.value
    return f"\033[{COLOURS[level]}m{level.value}\033[0m"


if __name__ == "__main__":
    main(*sys.argv[1:2])
