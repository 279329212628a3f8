"""Runs the TypeScript client's journey with its make target, and the code of its README."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.platform.api import Somebody
from tests.platform.running import RunningPlatform, free_port

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "clients" / "typescript"

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


def test_the_journey_stops_at_the_first_unexpected_step() -> None:
    done = journey(f"http://127.0.0.1:{free_port()}")

    assert done.returncode != 0
    assert "not as expected: a stranger is refused: no_answer in place of" in done.stderr


def test_the_readmes_code_runs(platform: RunningPlatform, ada: Somebody, tmp_path: Path) -> None:
    built = subprocess.run(["make", "client"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stderr
    _, _, use = (CLIENT / "README.md").read_text(encoding="utf-8").partition("\n## Use\n")
    code = re.findall("```ts\n(.*?)```", use, re.DOTALL)[0]
    for written, meant in {
        "dwipper-client": str(CLIENT / "dist" / "src" / "index.js"),
        "http://localhost:8000": platform.outputs["api_url"],
        "ada@dwipper.example": ada.email,
        "Shower-thoughts-1": ada.password,
    }.items():
        assert written in code
        code = code.replace(written, meant)
    program = tmp_path / "readme.mjs"  # unchanged: it is also valid JavaScript
    program.write_text(code, encoding="utf-8")

    done = subprocess.run(["node", str(program)], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    written, *feed = done.stdout.splitlines()
    assert written.endswith(" Water is just wet air.")
    assert any(line.endswith(" Water is just wet air.") for line in feed)
