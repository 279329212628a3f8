"""This machine: the target of a zip that can run here, and what runs it."""

import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from uv import find_uv_bin

from infra.bundle.dependencies import Target

__all__ = [
    "ROOT",
    "THIS_MACHINE",
    "copy_of_what_is_built",
    "install_runtime_client",
    "likeness",
    "unpacked",
]

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "tests" / "bundle" / "requirements.txt"
THIS_MACHINE = Target(
    platform=f"{platform.machine()}-unknown-linux-gnu", python=f"{sys.version_info[0]}.{sys.version_info[1]}"
)


def copy_of_what_is_built(folder: Path) -> Path:
    """The part of the tree that zips are built from, in a folder of its own."""
    shutil.copytree(ROOT / "webapp", folder / "webapp")
    for name in ("constraints.txt", "openapi.json"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def unpacked(path: Path, folder: Path) -> Path:
    """A folder with what is in a zip, and nothing else."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def likeness(task: Path, folder: Path, *, without: str = "") -> Path:
    """A folder with links to what another holds, but for one entry; more may be put beside them."""
    folder.mkdir()
    for entry in task.iterdir():
        if entry.name != without:
            (folder / entry.name).symlink_to(entry)
    return folder


def install_runtime_client(folder: Path) -> Path:
    """AWS's runtime client, and what it needs, alone in a folder."""
    command = [find_uv_bin(), "pip", "install", "--quiet", "--only-binary", ":all:", "-r", str(CLIENT)]
    subprocess.run([*command, "--python", sys.executable, "--target", str(folder)], check=True)
    return folder
