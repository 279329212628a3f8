"""The Pulumi CLI is found or built once. Stand-ins replace Go and Pulumi."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.pulumi.cli import NotInstalledError, pulumi_cli

ROOT = Path(__file__).resolve().parents[3]
BUILD_THERE = "import pathlib, sys, tools.pulumi.cli as cli; cli.pulumi_cli(pathlib.Path(sys.argv[1]))"
# go build -o FILE …
GO = 'echo "$@" >> {runs}; /bin/sleep 0.3; : > "$3"'


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def put(path: Path) -> Callable[[str, str], Path]:
    """Adds a program to the PATH."""

    def program(name: str, script: str) -> Path:
        file = path / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        return file

    return program


def test_the_one_on_the_path_is_taken(put: Callable[[str, str], Path], tmp_path: Path) -> None:
    installed = put("pulumi", "")

    assert pulumi_cli(tmp_path / "build") == installed


def test_two_processes_at_once_build_the_pinned_version_once(
    put: Callable[[str, str], Path], tmp_path: Path
) -> None:
    runs, build = tmp_path / "runs", tmp_path / "build"
    put("go", GO.format(runs=runs))
    command = [sys.executable, "-c", BUILD_THERE, str(build)]

    with subprocess.Popen(command, cwd=ROOT) as one, subprocess.Popen(command, cwd=ROOT) as other:
        assert (one.wait(), other.wait()) == (0, 0)

    (run,) = runs.read_text().splitlines()
    assert "version.Version=v3.259.0 github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" in run
    assert pulumi_cli(build).is_file()


def test_a_failed_build_is_not_used(put: Callable[[str, str], Path], tmp_path: Path) -> None:
    runs, build = tmp_path / "runs", tmp_path / "build"
    put("go", "exit 1")
    with pytest.raises(NotInstalledError, match="could not be built"):
        pulumi_cli(build)

    put("go", GO.format(runs=runs))
    assert pulumi_cli(build).is_file()


@pytest.mark.usefixtures("path")
def test_a_missing_go_is_reported_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NotInstalledError, match=r"not on the PATH: install it .* or Go 1\.21 or newer"):
        pulumi_cli(tmp_path / "build")


def test_the_command_prints_only_the_path(put: Callable[[str, str], Path]) -> None:
    installed = put("pulumi", "")

    command = [sys.executable, "-m", "tools.pulumi"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)

    assert done.stdout == f"{installed}\n"
