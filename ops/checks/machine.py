"""What has to be installed on this machine."""

import os
import re
import shutil
import subprocess
import sys

from uv import find_uv_bin

from ops.checks.findings import Finding, Known, good, wrong
from ops.pulumi_cli import Pulumi, installed

__all__ = ["LAMBDAS_PYTHON", "git", "lambdas_python", "pulumi", "python"]

OLDEST_PYTHON = (3, 11)
LAMBDAS_PYTHON = "3.13"
PINNED = re.compile(r"github\.com/pulumi/pulumi/pkg/v3 v(\S+)")
Version = tuple[int, ...]


def python(known: Known) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return wrong(f"{version}: 3.11 or newer is needed")
    return good(version)


def lambdas_python(known: Known) -> Finding:
    """It compiles the functions' code."""
    done = subprocess.run(  # noqa: S603  uv itself, with arguments of ours
        [find_uv_bin(), "python", "find", "--no-python-downloads", f"cpython@{LAMBDAS_PYTHON}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYENV_VERSION": LAMBDAS_PYTHON},  # else pyenv's is there and does not run
    )
    if done.returncode:
        return wrong(f"not found: `.venv/bin/uv python install {LAMBDAS_PYTHON}` brings {LAMBDAS_PYTHON}")
    return good(done.stdout.strip())


def git(known: Known) -> Finding:
    program = shutil.which("git")
    if program is None:
        return wrong("not found: install git")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10)  # noqa: S603
    return good(done.stdout.strip().removeprefix("git version "))


def pulumi(known: Known) -> Finding:
    if installed(known.root) is None:
        return wrong("not found: `make pulumi-cli` builds it")
    said = Pulumi(known.root).asked("version").strip()
    needed = _pinned(known)
    if _version(said) < _version(needed):
        return wrong(f"{said or 'no version'}: {needed} or newer is needed, `make pulumi-cli` builds it")
    return good(said)


def _pinned(known: Known) -> str:
    """The version that the project is tested with."""
    found = PINNED.search((known.root / "tools" / "pulumi" / "go.mod").read_text(encoding="utf-8"))
    return f"v{found[1]}" if found else ""


def _version(text: str) -> Version:
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text)
    return tuple(map(int, found.groups())) if found else ()
