"""Each feature of the app has its layers checked, and each other folder is in the architecture."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


FEATURES = {
    path.parent.name for path in (ROOT / "webapp").glob("*/api.py") if (path.parent / "service.py").exists()
}


def test_every_feature_with_a_service_is_a_container_of_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [layers] = [one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]

    assert {f"webapp.{feature}" for feature in FEATURES} == set(layers["containers"]), (
        "list the feature in `containers`, in pyproject.toml"
    )


def test_the_architecture_lists_each_other_folder_of_the_app() -> None:
    _, _, app = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("\n## The app\n")
    listed = app.split("```")[1]
    folders = {path.parent.name for path in (ROOT / "webapp").glob("*/__init__.py")} - FEATURES

    assert {folder for folder in folders if f" {folder}/" not in listed} == set(), (
        "list the folder in docs/architecture.md, The app"
    )
