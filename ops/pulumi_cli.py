"""Runs the Pulumi CLI."""

import json
import os
import re
import shutil
import subprocess
from collections import UserDict
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from ops.errors import OpsError

__all__ = ["Pulumi", "home", "installed"]

TIMEOUT_SECONDS = 120  # the longest that reading a state may take
UNKNOWN = "[unknown]"  # an output of a resource that no update has included yet
# The CLI's messages if it is not logged in, or if the backend does not have the stack.
NO_LOGIN, NO_STACK = "PULUMI_ACCESS_TOKEN must be set", "no stack named"
QUIET = {"PULUMI_SKIP_UPDATE_CHECK": "true"}


def installed(root: Path) -> str | None:
    """Returns the CLI on the PATH, otherwise the one that `make pulumi-cli` built last."""
    built = sorted(root.glob("build/pulumi-????????????/pulumi"), key=lambda path: path.stat().st_mtime)
    return shutil.which("pulumi") or (str(built[-1]) if built else None)


def home() -> Path:
    """Returns the folder where Pulumi keeps its plugins and its login."""
    return Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")


class Outputs(UserDict[str, Any]):
    def __init__(self, stack: str, outputs: Mapping[str, Any]) -> None:
        super().__init__(outputs)
        self._stack = stack

    def __missing__(self, key: str) -> None:
        raise OpsError(
            f"the stack {self._stack} has no output {key}, so it is not deployed, or only in part: "
            f"run `make up STACK={self._stack}`"
        )


class Pulumi:
    """Runs the CLI in the project's folder. Raises OpsError if it fails or is not installed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def capture(self, *arguments: str) -> str:
        """Returns the output of a command."""
        try:
            done = self._run(arguments, capture=True, seconds=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            raise OpsError(
                f"`pulumi {arguments[0]}` did not answer within {TIMEOUT_SECONDS} seconds"
            ) from None
        if done.returncode:
            raise OpsError(_fault(arguments, " ".join(done.stderr.split())))
        return str(done.stdout)

    def run(self, *arguments: str) -> None:
        """Runs a command with this process's terminal."""
        if self._run(arguments, capture=False, seconds=None).returncode:
            command = " ".join(takewhile(lambda argument: not argument.startswith("-"), arguments))
            raise OpsError(f"`pulumi {command}` failed: see its output above")

    def require_state(self, stack: str) -> None:
        """Raises OpsError if the stack has no state. Never prompts: the CLI would offer a login to Pulumi Cloud."""
        self.capture("stack", "--stack", stack, "--show-name", "--non-interactive")

    def outputs(self, stack: str) -> Mapping[str, Any]:
        """Returns the stack's outputs. Access to a missing one raises OpsError."""
        outputs = json.loads(self.capture("stack", "output", "--json", "--stack", stack))
        return Outputs(stack, {key: value for key, value in outputs.items() if value != UNKNOWN})

    def _run(
        self, arguments: tuple[str, ...], *, capture: bool, seconds: float | None
    ) -> "subprocess.CompletedProcess[str]":
        program = installed(self._folder)
        if program is None:
            raise OpsError("the Pulumi CLI is not installed: `make pulumi-cli` builds it")
        return subprocess.run(  # noqa: S603  the Pulumi CLI
            [program, *arguments],
            cwd=self._folder,
            env={**os.environ, **QUIET},
            capture_output=capture,
            text=True,
            timeout=seconds,
        )


def _fault(arguments: tuple[str, ...], errors: str) -> str:
    """Returns why a command failed, and the backend if the environment overrides the login."""
    url = _without_password(os.environ.get("PULUMI_BACKEND_URL", ""))
    if url and NO_LOGIN in errors:  # the CLI takes an unknown URL for Pulumi Cloud
        return (
            f"PULUMI_BACKEND_URL is {url!r}, which is not a bucket (s3://…), a folder (file:///…) or a backend "
            "that you are logged in to: fix it or unset it"
        )
    if "--stack" in arguments and (NO_LOGIN in errors or NO_STACK in errors):
        stack = arguments[arguments.index("--stack") + 1]
        where = f" in {url} (from PULUMI_BACKEND_URL)" if url else ""
        return f"the stack {stack} has no state yet{where}: run `make bootstrap STACK={stack}`"
    where = f" (PULUMI_BACKEND_URL is {url!r})" if url else ""
    return f"`pulumi {' '.join(arguments)}` failed: {errors}{where}"


def _without_password(url: str) -> str:
    """Returns the URL without its user and password."""
    return re.sub(r"//[^/]*@", "//…@", url)
