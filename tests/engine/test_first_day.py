"""A fresh clone and the README's commands are enough: no language host and no provider is installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.engine import SYSTEM, PulumiEngine
from tests.platform.running import copy_of_the_tree

SECONDS = 300


class Operator:
    """Has what `make` installed and the CLI that it built, and nothing else of this machine or of the tests."""

    def __init__(self, folder: Path, engine: PulumiEngine) -> None:
        self.tree = copy_of_the_tree(folder / "dwipper")
        (self.tree / ".venv").symlink_to(sys.prefix)
        engine.install(self.tree)
        self.cli = engine.cli
        (folder / "state").mkdir()
        self._environment = {
            "HOME": str(folder),
            "PATH": os.pathsep.join([str(Path(sys.prefix) / "bin"), SYSTEM]),
            "HTTPS_PROXY": "http://127.0.0.1:1",  # tests need no other machine
        }
        self._backend = {
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "of the tests",
        }

    def calls(self, *command: str | Path, backend: bool = True) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=self.tree,
            env={**self._environment, **(self._backend if backend else {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
        )


@pytest.fixture
def operator(engine: PulumiEngine, tmp_path: Path) -> Operator:
    return Operator(tmp_path, engine)


def test_a_preview_before_the_bootstrap_says_how_to_do_it_and_offers_no_login(operator: Operator) -> None:
    done = operator.calls("make", "preview", "STACK=dev", backend=False)

    assert done.returncode != 0
    assert (
        done.stdout.splitlines()[0]
        == "dwipper: the stack dev has no state yet: run `make bootstrap STACK=dev`"
    )


def test_a_preview_runs_the_program_and_needs_only_the_provider(operator: Operator) -> None:
    operator.calls(operator.cli, "stack", "init", "dev", "--secrets-provider", "passphrase")

    done = operator.calls("make", "preview", "STACK=dev")

    assert done.returncode != 0
    assert "pulumi plugin install resource aws v" in done.stdout
    assert "language" not in done.stdout
    assert "Traceback" not in done.stdout
