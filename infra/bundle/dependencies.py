"""Installs the app's packages for the target: wheels for its processor and Python, without Docker."""

import hashlib
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pulumi
from uv import find_uv_bin

from infra.bundle import botocore_data, bytecode, pruning
from infra.bundle.bytecode import compile_in_place
from infra.bundle.drafts import draft_folder
from infra.bundle.pruning import prune

__all__ = ["LAMBDA", "DependenciesError", "Target", "install_dependencies"]


@dataclass(frozen=True)
class Target:
    """The machine that runs the packages, in uv's terms."""

    platform: str
    python: str


# Lambda's python3.13 on arm64 is Amazon Linux 2023, glibc 2.34:
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
LAMBDA = Target(platform="aarch64-manylinux_2_34", python="3.13")


class DependenciesError(pulumi.RunError):
    """The packages could not be installed. The message says what to do."""


def install_dependencies(root: Path, target: Target) -> Mapping[str, Path]:
    """Returns names in the zip, and the files with their content: pruned and compiled.

    Packages are installed once per target and set of pins, below `build/`; later builds need no network. Raises
    DependenciesError, BytecodeError.
    """
    requirements = root / "webapp" / "requirements.txt"
    folder = root / "build" / f"dependencies-{_state(root, requirements, target)}"
    if not folder.exists():
        _install(requirements, target, folder)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _state(root: Path, requirements: Path, target: Target) -> str:
    """Returns a hash of everything that the installed files depend on."""
    ours = [Path(str(module.__file__)) for module in (botocore_data, bytecode, pruning)]
    files = [requirements, root / "constraints.txt", *ours]
    state = hashlib.sha256(b"".join(path.read_bytes() for path in files) + repr(target).encode())
    return state.hexdigest()[:16]


def _install(requirements: Path, target: Target, folder: Path) -> None:
    """Renames a finished draft to the folder, unless another build was first."""
    with draft_folder(folder.parent) as parent:
        draft = parent / "packages"
        _run_uv(requirements, target, draft)
        prune(draft)
        compile_in_place(draft, target.python)
        try:
            draft.rename(folder)
        except OSError:
            if not folder.exists():
                raise


def _run_uv(requirements: Path, target: Target, folder: Path) -> None:
    command = [_uv(), "pip", "install", "--quiet", "--only-binary", ":all:", "-r", str(requirements)]
    machine = ["--python-platform", target.platform, "--python-version", target.python]
    # Packages are pruned in place: with links this would prune uv's cache too.
    own = ["--link-mode", "copy"]
    done = subprocess.run(  # noqa: S603  uv itself, with arguments of ours
        [*command, *machine, *own, "--target", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        reason = " ".join(done.stderr.split())
        raise DependenciesError(
            f"the function's packages could not be installed, is the network there? {reason}"
        )


def _uv() -> str:
    try:
        return find_uv_bin()
    except FileNotFoundError as error:
        raise DependenciesError("uv is not installed in this Python: `make clean run` sets it up") from error
