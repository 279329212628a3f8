"""The TypeScript client's journey, by its make target."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.platform.running import RunningPlatform, free_port

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not shutil.which("npm"), reason="npm is not installed: the client needs Node 20"
)


def journey(url: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "client-journey", f"URL={url}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_the_journey_leads_from_registering_to_leaving(platform: RunningPlatform) -> None:
    done = journey(platform.outputs["api_url"])

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "ok  log in again: there is nobody"


def test_it_ends_at_the_first_step_that_is_not_as_expected() -> None:
    done = journey(f"http://127.0.0.1:{free_port()}")

    assert done.returncode != 0
    assert "not as expected: a stranger is refused: fetch failed" in done.stderr
