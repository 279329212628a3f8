"""The contract fuzzed: Schemathesis sends what openapi.json takes, and what it does not, and judges the answers."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Fuzzed", "fuzz"]

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = Path(__file__).with_name("schemathesis.toml")


@dataclass(frozen=True)
class Fuzzed:
    """What came of it: Schemathesis' report, and what it said in the terminal."""

    report: dict[str, Any]
    said: str

    @property
    def clean(self) -> bool:
        """Every case was judged, and none failed."""
        return bool(self.report["complete"] and self.report["exit_code"] == 0)


def fuzz(url: str, cases: int, folder: Path) -> Fuzzed:
    """At most so many cases an operation in each phase; the report is kept in the folder."""
    report = folder / "report.json"
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS)),
        *("run", "openapi.json", "--url", url, "--max-examples", str(cases)),
        *("--continue-on-failure", "--no-color", "--report-json-path", str(report)),
    ]
    environment = {**os.environ, "DWIPPER_URL": url, "DWIPPER_OUTPUTS": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    said = done.stdout + done.stderr
    return Fuzzed(json.loads(report.read_text()) if report.exists() else {"complete": False}, said)
