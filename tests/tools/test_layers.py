"""Each feature of the app has its layers checked, and each other folder is in the architecture."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


FEATURES = {
    path.parent.name for path in (ROOT / "webapp").glob("*/api.py") if (path.parent / "service.py").exists()
}


def layers() -> Mapping[str, Any]:
    """Returns import-linter's contract of the layers."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [found] = [one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    return dict(found)


def test_every_feature_with_a_service_is_a_container_of_the_layers() -> None:
    assert {f"webapp.{feature}" for feature in FEATURES} == set(layers()["containers"]), (
        "list the feature in `containers`, in pyproject.toml"
    )


def test_a_feature_needs_no_module_but_those_of_its_three_layers() -> None:
    """A module in parentheses is optional."""
    required = re.findall(r"(?<![(\w])\w+(?![)\w])", " ".join(layers()["layers"]))

    assert required == ["api", "service", "storage"]


def test_the_architecture_lists_each_other_folder_of_the_app() -> None:
    _, _, app = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("\n## The app\n")
    listed = app.split("```")[1]
    folders = {path.parent.name for path in (ROOT / "webapp").glob("*/__init__.py")} - FEATURES

    assert {folder for folder in folders if f" {folder}/" not in listed} == set(), (
        "list the folder in docs/architecture.md, The app"
    )
