"""Ctrl-C ends every command that make starts silently, also while it imports."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import like_a_terminals

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"pip", "pytest"}
COMMANDS = sorted(
    set(re.findall(r"python -m ([\w.]+)", (ROOT / "Makefile").read_text(encoding="utf-8"))) - NOT_OURS
)
# Python imports this before anything else. It makes the import of one module endless.
CUSTOMIZED = """
import sys, time

class Slow:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == {module!r}:
            print("importing", flush=True)
            time.sleep(60)

sys.meta_path.insert(0, Slow)
"""


def first_module(command: str) -> str:
    """Returns the first module that is imported after the packages that contain the command."""
    if command == "webapp.contract":  # the app's packages know no commands, only its main does
        return "webapp.api"
    return f"{command}.__main__" if ROOT.joinpath(*command.split(".")).is_dir() else command


@pytest.mark.parametrize("command", COMMANDS)
def test_ctrl_c_during_the_imports_prints_nothing(tmp_path: Path, command: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(CUSTOMIZED.format(module=first_module(command)))
    with subprocess.Popen(
        [sys.executable, "-m", command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=like_a_terminals,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "importing\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (-signal.SIGINT, "")  # a shell reports 130


def test_other_errors_are_still_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import ops; {}[1]"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert done.stderr.splitlines()[-1] == "KeyError: 1"
