"""The zip runs with nothing of this machine except its Python, so everything it needs is in the zip."""

import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bundle import probe
from tests.bundle.function import BundledFunction
from tests.bundle.machine import likeness
from tests.bundle.stack import FunctionStack

STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib")).resolve()
OF_DEVELOPERS = [
    "aiohttp",
    "boto3",
    "coverage",
    "hypothesis",
    "infra",
    "localcloud",
    "ministack",
    "moto",
    "mypy",
]
OF_DEVELOPERS += ["pip", "pulumi", "pulumi_aws", "pytest", "requests", "tests", "uv"]
PACKAGES = ["apig_wsgi", "botocore", "django", "ninja", "pydantic", "pydantic_core", "pynamodb"]


@dataclass(frozen=True)
class Report:
    """The folders of the unpacked zip, the probe and the client, and the probe's report."""

    task: Path
    probed: Path
    client: Path
    body: dict[str, Any]


@pytest.fixture(scope="module")
def report(task: Path, folder: Path, client: Path, stack: FunctionStack) -> Report:
    probed = likeness(task, folder / "probed")
    shutil.copy(probe.__file__, probed)
    with BundledFunction(probed, client, "probe.handler", stack.variables) as function:
        outcome = function.invoke({"modules": [*OF_DEVELOPERS, *PACKAGES]})
    assert outcome.kind == "response", outcome
    return Report(task, probed, client, outcome.body)


def origin_of(path: str, report: Report) -> str:
    """Returns the part that a path belongs to."""
    place = Path(path).resolve()
    if place.is_relative_to(report.task.resolve()) or place == report.probed.resolve():
        return "zip"
    if place.is_relative_to(report.client.resolve()):
        return "client"
    is_standard = place.is_relative_to(STANDARD_LIBRARY) or place.name == _zipped_library()
    return "standard" if is_standard and "site-packages" not in place.parts else path


def _zipped_library() -> str:
    return f"python{sys.version_info[0]}{sys.version_info[1]}.zip"


def test_imports_search_the_zip_then_the_client_then_the_standard_library(
    report: Report,
) -> None:
    found = [origin_of(path, report) for path in report.body["path"]]

    assert list(dict.fromkeys(found)) == ["zip", "client", "standard"]


def test_the_client_brings_no_package_that_the_app_uses(client: Path) -> None:
    modules = {path.name.partition(".")[0] for path in client.iterdir() if path.suffix != ".dist-info"}

    assert modules - {"", "bin"} == {"awslambdaric", "runtime_client", "simplejson", "snapshot_restore_py"}


def test_all_of_the_app_can_be_imported_and_its_packages_come_from_the_zip(report: Report) -> None:
    origins = {name: origin_of(report.body["files"].get(name, "nowhere"), report) for name in PACKAGES}

    assert origins == dict.fromkeys(PACKAGES, "zip")


def test_every_module_is_from_the_zip_the_client_or_the_standard_library(report: Report) -> None:
    origins = {
        name: origin_of(file, report) for name, file in report.body["files"].items() if name != "probe"
    }

    assert set(origins.values()) == {"zip", "client", "standard"}


def test_packages_for_development_cannot_be_imported(report: Report) -> None:
    assert report.body["importable"] == PACKAGES
