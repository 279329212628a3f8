"""Like `first`, but a module without bytecode ends the process."""

import importlib.machinery
import runpy
import sys
from pathlib import Path


def refuse(self: object, data: object, path: str, **_: object) -> None:
    sys.exit(f"compiled at start: {path}")


FIRST = str(Path(__file__).with_name("first.py"))

importlib.machinery.SourceFileLoader.source_to_code = refuse  # type: ignore[method-assign, assignment]
sys.argv[0] = FIRST
runpy.run_path(FIRST, run_name="__main__")
