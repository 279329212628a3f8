"""Checks of the programs on this machine."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

from ops.checks.findings import Finding, Known, NotAskedError, good, warning, wrong
from ops.pulumi_cli import Pulumi, home, installed

__all__ = ["LAMBDAS_PYTHON", "aws_cli", "git", "host", "lambdas_python", "provider", "pulumi", "python"]

OLDEST_PYTHON = (3, 11)
LAMBDAS_PYTHON = "3.13"
LANGUAGE_HOST = "pulumi-language-python"
PROVIDER = "pulumi-resource-aws"
PINNED = re.compile(r"github\.com/pulumi/pulumi/pkg/v3 v(\S+)")
Version = tuple[int, ...]


def python(known: Known) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return wrong(f"{version}: 3.11 or newer is needed")
    return good(version)


def lambdas_python(known: Known) -> Finding:
    """Python of Lambda's version compiles the functions' code."""
    done = subprocess.run(  # noqa: S603  fixed arguments
        [find_uv_bin(), "python", "find", "--no-python-downloads", f"cpython@{LAMBDAS_PYTHON}"],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYENV_VERSION": LAMBDAS_PYTHON,
        },  # otherwise pyenv's python is found but does not run
    )
    if done.returncode:
        return wrong(f"not found: `.venv/bin/uv python install {LAMBDAS_PYTHON}` installs it")
    return good(done.stdout.strip())


def git(known: Known) -> Finding:
    program = shutil.which("git")
    if program is None:
        return wrong("not found: install git")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10)  # noqa: S603
    return good(done.stdout.strip().removeprefix("git version "))


def aws_cli(known: Known) -> Finding:
    """docs/deploy.md and the runbooks use it."""
    program = shutil.which("aws")
    if program is None:
        return warning(
            "not found, but docs/deploy.md and the runbooks use it: "
            "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
        )
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30)  # noqa: S603
    version = done.stdout.partition(" ")[0].removeprefix("aws-cli/")
    if version.startswith("1."):
        return warning(f"{version}: version 2 is needed for `aws sso login` and `aws logs tail`")
    return good(version or program)


def pulumi(known: Known) -> Finding:
    if installed(known.root) is None:
        return wrong("not found: `make pulumi-cli` builds it")
    installed_version = Pulumi(known.root).capture("version").strip()
    needed = _pinned(known)
    if _version(installed_version) < _version(needed):
        return wrong(
            f"{installed_version or 'no version'}: {needed} or newer is needed, `make pulumi-cli` builds it"
        )
    return good(installed_version)


def host(known: Known) -> Finding:
    """The program that runs Python for the Pulumi CLI. The CLI looks for it in its own folder and on the PATH."""
    program = installed(known.root)
    if program is None:
        raise NotAskedError("the Pulumi CLI is missing")
    found = shutil.which(LANGUAGE_HOST, path=str(Path(program).resolve().parent)) or shutil.which(
        LANGUAGE_HOST
    )
    if found is None:
        return wrong(
            f"{LANGUAGE_HOST} is not next to {program}: install all of Pulumi "
            "(https://www.pulumi.com/docs/iac/download-install/), or remove that CLI from the PATH and run "
            "`make pulumi-cli`"
        )
    return good(found)


def provider(known: Known) -> Finding:
    program = installed(known.root)
    if program is None:
        raise NotAskedError("the Pulumi CLI is missing")
    version = importlib.metadata.version("pulumi-aws")
    if (home() / "plugins" / f"resource-aws-v{version}").is_dir() or shutil.which(PROVIDER):
        return good(f"v{version}")
    return warning(
        f"v{version} is not installed yet: the first preview downloads it from get.pulumi.com, "
        f"or do it now with `{program} plugin install resource aws v{version}`"
    )


def _pinned(known: Known) -> str:
    """Returns the version that the project is tested with."""
    found = PINNED.search((known.root / "tools" / "pulumi" / "go.mod").read_text(encoding="utf-8"))
    return f"v{found[1]}" if found else ""


def _version(text: str) -> Version:
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text)
    return tuple(map(int, found.groups())) if found else ()
