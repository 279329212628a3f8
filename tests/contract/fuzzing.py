"""Fuzzes the contract: Schemathesis sends valid and invalid requests and checks the answers."""

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
    """Schemathesis' report and terminal output."""

    report: dict[str, Any]
    said: str

    @property
    def clean(self) -> bool:
        """Returns whether every case was checked and none failed."""
        return bool(self.report["complete"] and self.report["exit_code"] == 0)


def fuzz(url: str, cases: int, folder: Path) -> Fuzzed:
    """Sends at most this many cases per operation in each phase. The report is kept in the folder."""
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
