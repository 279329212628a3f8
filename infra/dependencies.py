"""The app's packages as Lambda needs them: wheels for its processor and its Python, without Docker."""

import hashlib
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pulumi
from uv import find_uv_bin

__all__ = ["DependenciesError", "install_dependencies"]

# Lambda's python3.13 on arm64 is Amazon Linux 2023, glibc 2.34:
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
TARGET = ("--python-platform", "aarch64-manylinux_2_34", "--python-version", "3.13")
SERVICES = {"cognito-idp", "dynamodb", "ssm"}


class DependenciesError(pulumi.RunError):
    """The packages could not be had; the message says what to do."""


def install_dependencies(root: Path) -> Mapping[str, Path]:
    """Names in the zip, and the files that are their content.

    Installed once for each state of the pins, below `build/`: later builds need no network.
    """
    requirements, pins = root / "webapp" / "requirements.txt", root / "constraints.txt"
    state = hashlib.sha256(requirements.read_bytes() + pins.read_bytes() + repr(TARGET).encode())
    folder = root / "build" / f"dependencies-{state.hexdigest()[:16]}"
    if not folder.exists():
        _install(requirements, folder)
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path for name, path in names.items() if _is_used(PurePosixPath(name))}


def _install(requirements: Path, folder: Path) -> None:
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    command = (_uv(), "pip", "install", "--quiet", "--only-binary", ":all:", *TARGET)
    done = subprocess.run(  # noqa: S603  uv itself, with arguments of ours
        [*command, "--target", str(draft), "-r", str(requirements)], capture_output=True, text=True
    )
    if done.returncode:
        reason = " ".join(done.stderr.split())
        raise DependenciesError(
            f"the function's packages could not be installed, is the network there? {reason}"
        )
    draft.rename(folder)


def _uv() -> str:
    try:
        return find_uv_bin()
    except FileNotFoundError as error:
        raise DependenciesError("uv is not installed in this Python: `make clean run` sets it up") from error


def _is_used(name: PurePosixPath) -> bool:
    """Leaves out what only installers, type checkers and other services need."""
    if name.parts[0].endswith(".dist-info"):
        return name.name == "METADATA"
    if name.parts[:2] in {("botocore", "data"), ("boto3", "data")}:
        return len(name.parts) == 3 or name.parts[2] in SERVICES
    return name.parts[0] not in {".lock", "bin"} and name.suffix != ".pyi" and "__pycache__" not in name.parts
