"""The tests use no AWS account, whatever the shell has set."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "import tests.conftest, botocore.session; botocore.session.get_session().get_scoped_config()"


def test_a_shell_with_a_profile_of_aws_can_run_the_tests() -> None:
    shell = {**os.environ, "AWS_PROFILE": "dwipper-dev"}
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS], cwd=ROOT, env=shell, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
