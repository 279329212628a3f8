"""What runs a stack: the CLI, and the process that its programs are forks of."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engine.plugins.language_host import PROGRAMS
from tests.engine.plugins.provider import JOURNAL
from tests.platform.running import eventually

__all__ = ["Engine", "running_engine"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Engine:
    cli: Path
    programs: Path  # a socket

    def environment(self, folder: Path, *path: Path) -> dict[str, str]:
        """Only what the CLI needs: its state and journal are in a folder, its `python3` is the one of the tests."""
        return {
            "HOME": str(folder),
            "PATH": os.pathsep.join([*map(str, path), str(Path(sys.executable).parent), os.environ["PATH"]]),
            # Without metadata, whose files are not written at once: who is killed amid one leaves no state.
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE": "of the tests",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            JOURNAL: str(folder / "journal"),
            PROGRAMS: str(self.programs),
        }


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
