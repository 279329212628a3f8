"""Finds or builds the Pulumi CLI, and adds a language host."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.once import Runner, make_once

__all__ = ["NotInstalledError", "build_folder", "pulumi_cli"]

MODULE = Path(__file__).resolve().parent
BUILD = MODULE.parents[1] / "build"
PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"
TIMEOUT_SECONDS = 1800
# A third less of the processors' time. The linker strips debug information, so the compiler writes none. Only what an
# update runs is inlined. GOGC=400 collects garbage more rarely, in no more memory than the largest package takes.
COMPILER = (
    "all=-dwarf=false -l",
    "std=-dwarf=false",
    "github.com/pulumi/...=-dwarf=false",
    "google.golang.org/...=-dwarf=false",
)
# Pulumi looks for it in the CLI's folder.
HOST_SCRIPT = """#!/bin/sh
root="${0%/*}/../.."
exec "$root/.venv/bin/python" -P "$root/tools/pulumi/host.py" "$@"
"""


class NotInstalledError(Exception):
    """Neither the CLI nor what builds it is installed. The message says what to do."""


def pulumi_cli(parent: Path = BUILD) -> Path:
    """Returns the CLI on the PATH, or builds one below `build/` in three minutes. Raises NotInstalledError."""
    if there := shutil.which("pulumi"):
        return Path(there)
    folder = build_folder(parent)
    if not folder.is_dir():
        _require_go()
        try:
            make_once(folder, _make, TIMEOUT_SECONDS)
        except subprocess.CalledProcessError as error:
            raise NotInstalledError(
                "the Pulumi CLI could not be built, see Go's error above: is there a network?"
            ) from error
    return folder / "pulumi"


def build_folder(parent: Path) -> Path:
    """Returns the folder for the CLI of these pins, which may not exist yet."""
    pins = (MODULE / "go.mod").read_bytes() + (MODULE / "go.sum").read_bytes()
    return parent / f"pulumi-{hashlib.sha256(pins + HOST_SCRIPT.encode()).hexdigest()[:12]}"


def _require_go() -> None:
    if shutil.which("go") is None:
        raise NotInstalledError(
            "the Pulumi CLI is not on the PATH: install it (https://www.pulumi.com/docs/iac/download-install/), "
            "or Go 1.21 or newer (https://go.dev/dl/), with which it is built here"
        )


def _make(draft: Path, run: Runner) -> None:
    (version,) = re.findall(r"pulumi/pkg/v3 (v\S+)", (MODULE / "go.mod").read_text(encoding="utf-8"))
    print(f"Building the Pulumi CLI {version}, once; this takes three minutes", file=sys.stderr)
    flags = (*(f"-gcflags={flag}" for flag in COMPILER), f"-ldflags=-s -w -X {VERSION}={version}")
    command = ("go", "build", "-o", draft / "pulumi", *flags, PACKAGE)
    run(*command, cwd=MODULE, environment={**os.environ, "GOGC": "400"})
    host = draft / "pulumi-language-python"
    host.write_text(HOST_SCRIPT, encoding="utf-8")
    host.chmod(0o755)
