"""The tests and the contract use no AWS account, whatever the shell has set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "import tests.conftest, botocore.session; botocore.session.get_session().get_scoped_config()"


@pytest.mark.parametrize(
    "command", [["-c", SETTINGS], ["-m", "webapp.contract", "--check"]], ids=["tests", "contract"]
)
def test_a_shell_may_have_a_profile_that_does_not_exist(command: list[str]) -> None:
    shell = {**os.environ, "AWS_PROFILE": "dwipper-dev"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=shell, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
