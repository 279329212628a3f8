"""Pulumi's command line."""

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

SECONDS = 120  # to read a state
UNKNOWN = "[unknown]"  # of a resource that was left out of each update until now
# What the CLI says where it is logged in to no backend, or to one that does not have the stack.
NO_LOGIN, NO_STACK = "PULUMI_ACCESS_TOKEN must be set", "no stack named"
QUIET = {"PULUMI_SKIP_UPDATE_CHECK": "true"}


def installed(root: Path) -> str | None:
    """The one on the PATH, or else what `make pulumi-cli` has built last."""
    built = sorted(root.glob("build/pulumi-????????????/pulumi"), key=lambda path: path.stat().st_mtime)
    return shutil.which("pulumi") or (str(built[-1]) if built else None)


def home() -> Path:
    """Where Pulumi keeps its plugins, and what it is logged in to."""
    return Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")


class Outputs(UserDict[str, Any]):
    def __init__(self, stack: str, outputs: Mapping[str, Any]) -> None:
        super().__init__(outputs)
        self._stack = stack

    def __missing__(self, key: str) -> None:
        raise OpsError(
            f"the stack {self._stack} has no output {key}, so it is not deployed, or not whole: "
            f"`make up STACK={self._stack}`"
        )


class Pulumi:
    """The program, at work in the project's folder. A call that fails, or finds none, is an OpsError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def asked(self, *arguments: str) -> str:
        """What it prints."""
        try:
            done = self._run(arguments, capture=True, seconds=SECONDS)
        except subprocess.TimeoutExpired:
            raise OpsError(f"`pulumi {arguments[0]}` did not answer within {SECONDS} seconds") from None
        if done.returncode:
            raise OpsError(_fault(arguments, " ".join(done.stderr.split())))
        return str(done.stdout)

    def told(self, *arguments: str) -> None:
        """It has the terminal meanwhile."""
        if self._run(arguments, capture=False, seconds=None).returncode:
            command = " ".join(takewhile(lambda argument: not argument.startswith("-"), arguments))
            raise OpsError(f"`pulumi {command}` failed: it says why above")

    def require_state(self, stack: str) -> None:
        """Without a question: the CLI would offer Pulumi Cloud's login to whoever has not logged in."""
        self.asked("stack", "--stack", stack, "--show-name", "--non-interactive")

    def outputs(self, stack: str) -> Mapping[str, Any]:
        """What the stack exports; to ask for what it does not is an OpsError."""
        outputs = json.loads(self.asked("stack", "output", "--json", "--stack", stack))
        return Outputs(stack, {key: value for key, value in outputs.items() if value != UNKNOWN})

    def _run(
        self, arguments: tuple[str, ...], *, capture: bool, seconds: float | None
    ) -> "subprocess.CompletedProcess[str]":
        program = installed(self._folder)
        if program is None:
            raise OpsError("the Pulumi CLI is not installed: `make pulumi-cli` builds it")
        return subprocess.run(  # noqa: S603  Pulumi itself, with arguments of ours
            [program, *arguments],
            cwd=self._folder,
            env={**os.environ, **QUIET},
            capture_output=capture,
            text=True,
            timeout=seconds,
        )


def _fault(arguments: tuple[str, ...], said: str) -> str:
    """Why a command failed, and where it looked, if that is not where Pulumi is logged in to."""
    url = _told(os.environ.get("PULUMI_BACKEND_URL", ""))
    if url and NO_LOGIN in said:  # whatever it does not know is an address of Pulumi Cloud to it
        return (
            f"PULUMI_BACKEND_URL is {url!r}, which is neither a bucket (s3://…) nor a folder (file:///…), and not "
            "where you are logged in to: mend it or unset it"
        )
    if "--stack" in arguments and (NO_LOGIN in said or NO_STACK in said):
        stack = arguments[arguments.index("--stack") + 1]
        where = f" in {url}, which PULUMI_BACKEND_URL names" if url else ""
        return f"the stack {stack} has no state yet{where}: `make bootstrap STACK={stack}`"
    where = f" (PULUMI_BACKEND_URL is {url!r})" if url else ""
    return f"`pulumi {' '.join(arguments)}` failed: {said}{where}"


def _told(url: str) -> str:
    """Without a user and a password."""
    return re.sub(r"//[^/]*@", "//…@", url)
