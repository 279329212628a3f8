"""A platform in its own process group."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["RunningPlatform", "copy_of_the_tree", "eventually", "free_port"]

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
# Not part of a commit. Bytecode is copied, since compiling takes a second of each start; files being written are not.
LEFT_OUT = (".coverage*", ".git", ".*_cache", ".local", ".venv", "*.pyc.*", "build", "node_modules")
# Variables of the tests themselves. Without bytecode each start would compile all packages again.
NOT_A_PERSONS = ("COVERAGE", "PYTHONDONTWRITEBYTECODE")


def copy_of_the_tree(folder: Path, *, with_tests: bool = False) -> Path:
    """Copies the project. A test may change the copy, which has its own `.local/`."""
    named = shutil.ignore_patterns(*(LEFT_OUT if with_tests else (*LEFT_OUT, "tests")))

    def left_out(place: str, names: list[str]) -> set[str]:
        """What is built is in the root's `build`; `frontend/build` is source."""
        return named(place, names) - ({"build"} if Path(place) != ROOT else set())

    return Path(shutil.copytree(ROOT, folder, ignore=left_out))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(question: Any) -> Any:  # noqa: ANN401
    """Returns the first true answer to a question. Raises TimeoutError if there is none in a minute."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise TimeoutError(f"no answer within {SECONDS} s")


class RunningPlatform:
    """A context manager that runs `python -m localcloud run` in a tree, with a file as its terminal."""

    def __init__(self, tree: Path, port: int | None = None, debug_port: int | None = None) -> None:
        self.tree, self.port, self.debug_port = tree, port or free_port(), debug_port
        self.terminal = tree / "terminal.log"
        self.outputs: dict[str, Any] = {}
        self._outputs_file = tree / ".local" / "outputs.json"

    def __enter__(self) -> Self:
        self._outputs_file.unlink(missing_ok=True)  # left by a killed run
        debug = ["--debug", str(self.debug_port)] if self.debug_port else []
        with self.terminal.open("ab") as terminal:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "localcloud", "run", "--port", str(self.port), *debug],
                cwd=self.tree,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.outputs = eventually(self._published)
        except BaseException:
            self.stop(signal.SIGKILL)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop(signal.SIGTERM)

    def stop(self, number: signal.Signals) -> int:
        """Sends a signal to the main process and waits for its end."""
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        try:
            return self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8", errors="replace")

    def processes(self) -> dict[int, str]:
        """Returns the command lines of the processes of this tree, by id."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if Path(os.readlink(entry / "cwd")) == self.tree:
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ").strip()
        return {pid: line for pid, line in found.items() if line}

    def emulator(self) -> int:
        """Returns the emulator's process id."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        (emulator,) = (
            pid for pid in children if b"localcloud.emulator" in Path(f"/proc/{pid}/cmdline").read_bytes()
        )
        return int(emulator)

    def _published(self) -> dict[str, Any]:
        if self.process.poll() is not None:
            raise RuntimeError(f"the platform ended:\n{self.said()}")
        path = self._outputs_file
        outputs: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        return outputs


def _environment() -> dict[str, str]:
    """Returns the environment of a person's terminal."""
    return {
        name: value for name, value in os.environ.items() if not any(own in name for own in NOT_A_PERSONS)
    }
