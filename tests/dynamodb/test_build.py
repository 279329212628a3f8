"""DynamoDB Local is fetched and compiled once. Stand-ins replace Java's programs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.dynamodb.build import NotInstalledError, build
from tests.platform.running import copy_of_the_tree, eventually

ROOT = Path(__file__).resolve().parents[2]
BUILD_THERE = (
    "import sys; from pathlib import Path; from tests.dynamodb.build import build; build(Path(sys.argv[1]))"
)


class Programs:
    """The only programs on the PATH, and how often Maven ran."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._runs = folder, folder / "runs"
        self.put("java")
        self.put("javac")
        self.put("mvn", f"echo run >> {self._runs}; /bin/sleep 0.5")

    def put(self, name: str, script: str = "") -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    @property
    def runs(self) -> int:
        return len(self._runs.read_text().splitlines()) if self._runs.exists() else 0


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Programs(folder)


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    """The folder for a test's builds."""
    return tmp_path / "build"


def another_process(parent: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", BUILD_THERE, str(parent)], cwd=ROOT)


def test_a_finished_build_does_not_need_maven_again(programs: Programs, parent: Path) -> None:
    folder = build(parent)
    programs.remove("mvn")
    programs.remove("javac")

    assert build(parent) == folder
    assert folder.is_dir()


def test_two_processes_at_once_build_once(programs: Programs, parent: Path) -> None:
    with another_process(parent) as one, another_process(parent) as other:
        assert (one.wait(), other.wait()) == (0, 0)

    assert programs.runs == 1


def test_a_killed_build_is_repeated(programs: Programs, parent: Path) -> None:
    with another_process(parent) as killed:
        eventually(lambda: programs.runs)
        killed.kill()

    assert build(parent).is_dir()
    assert programs.runs == 2


def test_a_failed_build_is_not_used(programs: Programs, parent: Path) -> None:
    programs.put("javac", "exit 1")
    with pytest.raises(subprocess.CalledProcessError):
        build(parent)

    programs.put("javac")
    assert build(parent).is_dir()
    assert programs.runs == 2


@pytest.mark.parametrize("name", ["java", "javac", "mvn"])
def test_a_missing_program_is_named_with_what_to_install(programs: Programs, parent: Path, name: str) -> None:
    programs.remove(name)

    with pytest.raises(
        NotInstalledError, match=rf"needs {name}: .* `apt-get install default-jdk-headless maven`"
    ):
        build(parent)


def test_without_java_a_data_test_is_skipped_in_one_line(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "dwipper", with_tests=True)

    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rs",
        "tests/dynamodb",
        "-k",
        "exactly_the_platforms_tables_exist",
    ]
    output = subprocess.run(
        command, cwd=tree, env={"PATH": ""}, capture_output=True, text=True, check=True
    ).stdout

    (line,) = [line for line in output.splitlines() if line.startswith("SKIPPED")]
    assert "DynamoDB Local needs java and javac and mvn: install" in line
    assert "passed" not in output
