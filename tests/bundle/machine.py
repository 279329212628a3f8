"""The target of a zip for this machine, and what runs it."""

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
    """Copies the part of the tree that zips are built from."""
    shutil.copytree(ROOT / "webapp", folder / "webapp")
    for name in ("constraints.txt", "openapi.json"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def unpacked(path: Path, folder: Path) -> Path:
    """Returns a folder with the content of a zip."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def likeness(task: Path, folder: Path, *, without: str = "") -> Path:
    """Returns a folder with links to all entries of another but one. Others can be added."""
    folder.mkdir()
    for entry in task.iterdir():
        if entry.name != without:
            (folder / entry.name).symlink_to(entry)
    return folder


def install_runtime_client(folder: Path) -> Path:
    """Installs AWS's runtime client and its dependencies into a folder."""
    command = [find_uv_bin(), "pip", "install", "--quiet", "--only-binary", ":all:", "-r", str(CLIENT)]
    subprocess.run([*command, "--python", sys.executable, "--target", str(folder)], check=True)
    return folder
