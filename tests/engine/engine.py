"""What runs a stack: the CLI, and the process that its programs are forks of."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.platform.running import eventually

__all__ = ["Engine", "running_engine"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Engine:
    cli: Path
    programs: Path  # a socket


@contextmanager
def running_engine(cli: Path) -> Iterator[Engine]:
    """While it is entered, programs can be run."""
    # The name of a socket has 107 characters at most: pytest's own folders may be deeper.
    with tempfile.TemporaryDirectory(prefix="dwipper-") as folder:
        programs = Path(folder) / "programs"
        command = [sys.executable, "-P", "-m", "tests.engine.plugins.programs", str(programs)]
        with subprocess.Popen(command, env={"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE) as process:
            try:
                eventually(programs.exists)
                yield Engine(cli, programs)
            finally:
                process.communicate()  # its stdin ends, and so does it
