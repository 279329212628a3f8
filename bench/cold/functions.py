"""The measured functions, each unpacked in its own folder with everything it needs, like on Lambda."""

import compileall
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from py_compile import PycInvalidationMode

from uv import find_uv_bin

from bench.cold.environment import DWIPPER
from bench.cold.events import ApiRequest, Event, version_1, version_2
from bench.cold.process import HandlerProcess
from infra.bundle.build import bundle
from tests.bundle.machine import ROOT, THIS_MACHINE, copy_of_what_is_built, unpacked

__all__ = [
    "APIS",
    "OURS",
    "PEERS",
    "REAL",
    "MeasuredFunction",
    "build",
    "copy_of_ours",
    "processes",
    "versions",
]

APIS = Path(__file__).parent / "apis"
BUILD = ROOT / "build" / "bench"
# The small API uses these modules of the platform's app, and `http/`.
SHARED = ("requirements.txt", "start.py", "unconnected.py")


@dataclass(frozen=True)
class MeasuredFunction:
    """A handler whose import creates a DynamoDB client, and the version of its events."""

    name: str
    label: str
    module: str = "app"
    version: int = 2
    base_path: str = ""
    variables: Mapping[str, str] = field(default_factory=dict, hash=False)

    def event(self, asked: ApiRequest) -> Event:
        asked = replace(asked, resource=f"{self.base_path}{asked.resource}")
        return version_1(asked) if self.version == 1 else version_2(asked)

    def process(self, prelude: str = "", tool: Sequence[str] = (), **variables: str) -> HandlerProcess:
        task, variables = build(self.name), {**self.variables, **variables}
        return HandlerProcess(task, self.module, variables, prelude, tool)


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
def build(name: str) -> Path:
    """Returns the folder of the unpacked function, with every module compiled. Packages are fetched once for all."""
    task = BUILD / name / "task"
    shutil.rmtree(task, ignore_errors=True)
    if name in (OURS.name, REAL.name):
        unpacked(bundle(_tree(name), THIS_MACHINE), task)
    else:
        shutil.copytree(_packages(APIS / name), task, symlinks=True)
        for file in [*(APIS / name).glob("*.py"), ROOT / "webapp" / "dwipps" / "ids.py"]:
            shutil.copyfile(file, task / file.name)
    if name != REAL.name:
        shutil.copytree(APIS / "small", task / "small", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(task, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return task


@contextmanager
def processes(
    functions: Sequence[MeasuredFunction], variables: Mapping[str, str], prelude: str = ""
) -> Iterator[Mapping[str, HandlerProcess]]:
    """Yields each function in its own process, by label."""
    with ExitStack() as stack:
        yield {one.label: stack.enter_context(one.process(prelude, **variables)) for one in functions}


def versions(function: MeasuredFunction) -> Mapping[str, str]:
    """Returns the version of each package in a function."""
    found = build(function.name).glob("*.dist-info")
    names = (path.name.removesuffix(".dist-info").rpartition("-") for path in found)
    return {name: version for name, _, version in sorted(names)}


def _tree(name: str) -> Path:
    """Returns the files of the zip. The small API has the platform's packages and pins."""
    tree = BUILD / name / "tree"
    shutil.rmtree(tree / "webapp", ignore_errors=True)
    copy_of_what_is_built(tree)
    if name == OURS.name:
        shutil.rmtree(tree / "webapp")
        copy_of_ours(tree)
    return tree


def copy_of_ours(folder: Path) -> Path:
    """Copies the small API, and the platform's modules that it uses."""
    shutil.copytree(APIS / OURS.name / "webapp", folder / "webapp")
    shutil.copytree(ROOT / "webapp" / "http", folder / "webapp" / "http")
    for module in SHARED:
        shutil.copyfile(ROOT / "webapp" / module, folder / "webapp" / module)
    return folder


def _packages(api: Path) -> Path:
    """Returns a folder with the packages of a peer's requirements, without pruning. Those it shares have our pins."""
    requirements, constraints = api / "requirements.txt", ROOT / "constraints.txt"
    folder = BUILD / api.name / "packages"
    installed, wanted = folder / "installed.txt", requirements.read_text() + constraints.read_text()
    if not installed.exists() or installed.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        command = [find_uv_bin(), "pip", "install", "--quiet", "--only-binary", ":all:"]
        what = ["-r", str(requirements), "-c", str(constraints)]
        where = ["--python", sys.executable, "--link-mode", "copy", "--target", str(folder)]
        subprocess.run([*command, *what, *where], check=True)  # noqa: S603  uv itself, with arguments of ours
        installed.write_text(wanted)
    return folder
