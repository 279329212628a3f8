"""The TypeScript client's make targets, as a developer and CI call them."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLIENT = Path("clients") / "typescript"
SECONDS = 300  # npm may need to fetch its packages

pytestmark = pytest.mark.xdist_group("typescript")
needs_npm = pytest.mark.skipif(
    not shutil.which("npm"), reason="npm is not installed: the client needs Node 20"
)


def make(*arguments: str, tree: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(shutil.which("make")), *arguments]
    return subprocess.run(
        command, cwd=tree, env=environment or None, capture_output=True, text=True, timeout=SECONDS
    )


@needs_npm
def test_the_client_is_what_the_contract_says_compiles_strictly_and_passes_its_tests() -> None:
    done = make("client-check")

    assert done.returncode == 0, done.stdout + done.stderr


@needs_npm
def test_drift_is_reported_with_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(ROOT / CLIENT, tmp_path / CLIENT, symlinks=True)
    shutil.copy(ROOT / "Makefile", tmp_path)
    contract = (ROOT / "openapi.json").read_text(encoding="utf-8")
    (tmp_path / "openapi.json").write_text(contract.replace('"get_health"', '"ask_health"'), encoding="utf-8")

    done = make("client-check", tree=tmp_path)

    assert done.returncode != 0
    assert "run `make client`" in done.stderr


def test_a_missing_npm_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "sh").symlink_to(str(shutil.which("sh")))

    done = make("client", PATH=str(tmp_path))

    assert done.returncode != 0
    first, of_make = done.stderr.splitlines()
    assert first.startswith("npm is missing")
    assert of_make.startswith("make: ***")


def test_without_npm_linting_is_skipped_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "sh").symlink_to(str(shutil.which("sh")))

    done = make("lint-contract", PATH=str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("skipped: npm is missing")
