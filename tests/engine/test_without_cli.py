"""Without the Pulumi CLI and Go, tests say what to install, and the others run."""

import subprocess
import sys
from pathlib import Path

from tests.platform.running import copy_of_the_tree


def test_without_the_cli_and_go_an_engine_test_is_skipped_in_one_line(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "dwipper", with_tests=True)

    command = [sys.executable, "-m", "pytest", "-rs", "tests/engine", "-k", "empty_stack and dev"]
    output = subprocess.run(
        command, cwd=tree, env={"PATH": ""}, capture_output=True, text=True, check=True
    ).stdout

    (line,) = [line for line in output.splitlines() if line.startswith("SKIPPED")]
    assert "the Pulumi CLI is not on the PATH: install it" in line
    assert "passed" not in output
