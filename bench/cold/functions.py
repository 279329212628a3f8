"""The measured functions, each unpacked in its own folder with everything it needs, like on Lambda."""

import compileall
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from py_compile import PycInvalidationMode

from uv import find_uv_bin

from bench.cold.environment import DWIPPER
from infra.bundle.build import bundle
from tests.bundle.machine import ROOT, THIS_MACHINE, copy_of_what_is_built, unpacked

__all__ = ["OURS", "PEERS", "REAL", "MeasuredFunction", "build", "versions"]

APIS = Path(__file__).parent / "apis"
BUILD = ROOT / "build" / "bench"
# The modules of the platform's app that the small API uses.
SHARED = (
    "http/__init__.py",
    "http/conditions.py",
    "http/problems.py",
    "http/responses.py",
    "http/router.py",
    "requirements.txt",
    "start.py",
    "unconnected.py",
)


@dataclass(frozen=True)
class MeasuredFunction:
    """A handler whose import creates a DynamoDB client, and the version of its events."""

    name: str
    label: str
    module: str = "app"
    version: int = 2
    base_path: str = ""
    variables: Mapping[str, str] = field(default_factory=dict, hash=False)


OURS = MeasuredFunction("ours", "Dwipper's way", "webapp.handler")
REAL = MeasuredFunction(
    "dwipper",
    "Dwipper itself, all operations",
    "webapp.handler",
    base_path="/api/v1",
    variables=DWIPPER,
)
PEERS = (
    MeasuredFunction("fastapi", "FastAPI + Mangum"),
    MeasuredFunction("powertools", "Powertools' resolver, validating"),
    MeasuredFunction("flask", "Flask + apig-wsgi + pydantic"),
    MeasuredFunction("chalice", "Chalice + pydantic (1.0 events)", version=1),
    MeasuredFunction("bare", "a bare handler"),
)


@cache
def build(function: MeasuredFunction) -> Path:
    """Returns the folder of the unpacked function, with every module compiled. Packages are fetched once for all."""
    task = BUILD / function.name / "task"
    shutil.rmtree(task, ignore_errors=True)
    if function in (OURS, REAL):
        unpacked(bundle(_tree(function), THIS_MACHINE), task)
    else:
        shutil.copytree(_packages(APIS / function.name), task, symlinks=True)
        shutil.copyfile(APIS / function.name / "app.py", task / "app.py")
    if function != REAL:
        shutil.copytree(APIS / "small", task / "small", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(task, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return task


def versions(task: Path) -> Mapping[str, str]:
    """Returns the version of each package in a function."""
    names = (path.name.removesuffix(".dist-info").rpartition("-") for path in task.glob("*.dist-info"))
    return {name: version for name, _, version in sorted(names)}


def _tree(function: MeasuredFunction) -> Path:
    """Returns the files of the zip. The small API has the platform's packages and pins."""
    tree = BUILD / function.name / "tree"
    shutil.rmtree(tree / "webapp", ignore_errors=True)
    copy_of_what_is_built(tree)
    if function == OURS:
        shutil.rmtree(tree / "webapp")
        shutil.copytree(APIS / OURS.name / "webapp", tree / "webapp")
        (tree / "webapp" / "http").mkdir()
        for name in SHARED:
            shutil.copyfile(ROOT / "webapp" / name, tree / "webapp" / name)
    return tree


def _packages(api: Path) -> Path:
    """Returns a folder with the packages of a peer's requirements, without pruning."""
    requirements = api / "requirements.txt"
    folder = BUILD / api.name / "packages"
    installed = folder / "installed.txt"
    if not installed.exists() or installed.read_text() != requirements.read_text():
        shutil.rmtree(folder, ignore_errors=True)
        command = [
            find_uv_bin(),
            "pip",
            "install",
            "--quiet",
            "--only-binary",
            ":all:",
            "-r",
            str(requirements),
        ]
        where = ["--python", sys.executable, "--link-mode", "copy", "--target", str(folder)]
        subprocess.run([*command, *where], check=True)  # noqa: S603  uv itself, with arguments of ours
        shutil.copyfile(requirements, installed)
    return folder
