"""Clients generated from openapi.json in three languages: each runs a journey on a platform."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.api import LaptopApi
from tests.platform.running import ROOT, RunningPlatform
from tests.platform.tokens import signed_by_the_pool

HERE = Path(__file__).parent
CONTRACT = ROOT / "openapi.json"
SECONDS = 300  # a generator may need to be fetched and built


@pytest.fixture(scope="module")
def journey_arguments(platform: RunningPlatform) -> list[str]:
    """Returns the addresses of the API and its mailbox, and an expired access token."""
    with LaptopApi(platform.outputs) as api:
        expired = signed_by_the_pool(platform.tree / ".local", api.somebody().access, exp=1)
    return [platform.outputs["api_url"], platform.outputs["mailbox_api_url"], expired]


def copied(language: str, folder: Path) -> Path:
    """Copies a language's journey to where its client is generated."""
    return Path(shutil.copytree(HERE / language, folder / language))


def run(*command: str, folder: Path, **environment: str) -> str:
    """Returns a command's output. The command must succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_openapi_python_clients_client_walks_through_the_api(
    journey_arguments: list[str], tmp_path: Path
) -> None:
    folder = copied("python", tmp_path)
    uv = [str(Path(sys.executable).with_name("uv")), "run", "--quiet", "--no-project", "--isolated"]
    tool = [*uv, "--python", sys.executable, "--with-requirements", "requirements.txt"]
    generated = ["--path", str(CONTRACT), "--output-path", "api_client", "--meta", "none"]

    run(*tool, "openapi-python-client", "generate", *generated, "--fail-on-warning", folder=folder)

    assert run(*tool, "python", "journey.py", *journey_arguments, folder=folder) == "ok\n"


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed: @hey-api/openapi-ts needs Node 20")
def test_hey_apis_client_compiles_strictly_and_walks_through_the_api(
    journey_arguments: list[str], tmp_path: Path
) -> None:
    folder = copied("typescript", tmp_path)
    run("make", "tools/openapi/node_modules/.package-lock.json", folder=ROOT)
    (folder / "node_modules").symlink_to(ROOT / "tools" / "openapi" / "node_modules")
    shutil.copy(CONTRACT, folder)

    run("node_modules/.bin/openapi-ts", "--file", "openapi-ts.config.mjs", "--no-log-file", folder=folder)
    run("node_modules/.bin/tsc", "--project", ".", folder=folder)

    assert run("node", "dist/journey.js", *journey_arguments, folder=folder) == "ok\n"


@pytest.mark.skipif(not shutil.which("go"), reason="Go is not installed: ogen needs it")
def test_ogens_client_walks_through_the_api(journey_arguments: list[str], tmp_path: Path) -> None:
    folder = copied("go", tmp_path)

    run("go", "tool", "ogen", "--target", "api", "--package", "api", str(CONTRACT), folder=folder)
    run("go", "build", "-o", "journey", ".", folder=folder)

    assert run("./journey", *journey_arguments, folder=folder) == "ok\n"
