"""Builds the functions' zip: the app, its contract and, if asked for, its packages for the target."""

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from infra.bundle.bytecode import compile_to_cache
from infra.bundle.dependencies import Target, install_dependencies
from infra.bundle.drafts import draft_folder

__all__ = ["bundle"]

APP = "webapp"
CONTRACT = "openapi.json"
OLDEST = (1980, 1, 1, 0, 0, 0)  # zip's earliest time
READABLE = 0o644 << 16


def bundle(root: Path, target: Target | None) -> Path:
    """Builds `build/function.zip` with packages, or `build/app.zip` without. Returns its path.

    The same files build the same bytes, so an unchanged function is not deployed again. Concurrent builds are safe.
    Raises DependenciesError if packages cannot be installed, BytecodeError if something cannot be compiled.
    """
    files = dict(_app_files(root))
    path = root / "build" / ("function.zip" if target else "app.zip")
    with draft_folder(path.parent) as folder:
        if target:
            files = {**install_dependencies(root, target), **_compiled(files, folder / "app", target)}
        draft = folder / path.name
        _write(draft, files)
        return draft.replace(path)


def _app_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Returns names in the zip, and the files with their content."""
    yield CONTRACT, root / CONTRACT
    for path in (root / APP).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".txt":
            yield path.relative_to(root).as_posix(), path


def _compiled(files: Mapping[str, Path], folder: Path, target: Target) -> Mapping[str, Path]:
    """Returns the same files in another folder, with their bytecode."""
    for name, path in files.items():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    compile_to_cache(folder, target.python)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _write(path: Path, files: Mapping[str, Path]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.external_attr = READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].read_bytes())
