"""The zips, built like the Pulumi program builds them, and an AWS for the one that runs on this machine."""

import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.bundle.build import bundle
from infra.bundle.bytecode import BytecodeError
from infra.bundle.dependencies import LAMBDA
from tests.bundle.machine import THIS_MACHINE, copy_of_what_is_built, install_runtime_client, unpacked
from tests.bundle.stack import FunctionStack
from tests.localcloud.emulator_process import Emulator


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Removed at the end: pytest would keep hundreds of megabytes."""
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def lambda_zip(folder: Path) -> Path:
    """The zip for Lambda."""
    try:
        return bundle(copy_of_what_is_built(folder / "tree"), LAMBDA)
    except BytecodeError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def this_zip(folder: Path) -> Path:
    """The same for this machine."""
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("AWS's runtime client is there for Linux alone: https://pypi.org/project/awslambdaric")
    return bundle(copy_of_what_is_built(folder / "tree-of-this-machine"), THIS_MACHINE)


@pytest.fixture(scope="session")
def task(this_zip: Path, folder: Path) -> Path:
    """The unpacked zip, in Lambda /var/task."""
    return unpacked(this_zip, folder / "task")


@pytest.fixture(scope="session")
def client(folder: Path) -> Path:
    """AWS's runtime client, in Lambda /var/runtime."""
    return install_runtime_client(folder / "client")


@pytest.fixture(scope="session")
def stack(folder: Path) -> Iterator[FunctionStack]:
    with Emulator(folder / "emulator") as emulator:
        yield FunctionStack(emulator)
