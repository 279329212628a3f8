"""Removes files of packages that the function does not need: cold starts would load them."""

from fnmatch import fnmatch
from pathlib import Path

from infra.bundle.botocore_data import prune_botocore
from infra.operations import OPERATIONS

__all__ = ["prune"]

# Files that the function neither imports nor reads. METADATA stays: scanners identify packages by it.
UNUSED = (
    "*.mo",
    "*.po",
    "*.pyi",
    "*/__pycache__/*",
    ".lock",
    "bin/*",
    "botocore/data/*/examples-1.json",
    "botocore/data/*/paginators-1.json",
    "botocore/data/*/waiters-2.json",
    "dateutil/zoneinfo/*.tar.gz",
    "django/conf/*_template/*",
    "django/contrib/*",
    "django/db/backends/mysql/*",
    "django/db/backends/oracle/*",
    "django/db/backends/postgresql/*",
    "django/db/backends/sqlite3/*",
    "pydantic/mypy.py",
    "pydantic/v1/*",
)
SWAGGER = {"swagger-ui-bundle.js", "swagger-ui.css"}  # what webapp/docs serves of Ninja's static files


def prune(folder: Path) -> None:
    """Deletes unused files in a folder of packages, and cuts botocore's data."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if not _is_used(path.relative_to(folder)):
            path.unlink()
    botocore = folder / "botocore"
    if botocore.exists():
        prune_botocore(botocore)


def _is_used(path: Path) -> bool:
    name, parts = path.as_posix(), path.parts
    if parts[0].endswith(".dist-info"):
        return path.name == "METADATA"
    if parts[:2] == ("botocore", "data") and len(parts) > 3:
        return parts[2] in OPERATIONS and not any(fnmatch(name, pattern) for pattern in UNUSED)
    if parts[:2] == ("ninja", "static"):
        return path.name in SWAGGER
    if parts[:3] == ("django", "conf", "locale"):
        return path.suffix == ".py" and (len(parts) == 4 or parts[3] == "en")
    return not any(fnmatch(name, pattern) for pattern in UNUSED)
