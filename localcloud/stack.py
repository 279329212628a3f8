"""The stack of the laptop, from its two Pulumi files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from localcloud.errors import LocalCloudError

__all__ = ["StackConfig", "load_stack"]


@dataclass(frozen=True)
class StackConfig:
    """A project's name and the settings of one stack, by Pulumi's keys: `namespace:key`."""

    project: str
    name: str
    config: dict[str, Any]

    @property
    def region(self) -> str:
        return str(self.config["aws:region"])


def load_stack(root: Path, name: str = "local") -> StackConfig:
    """Reads `Pulumi.yaml` and `Pulumi.<name>.yaml`.

    Raises LocalCloudError if a file is missing, is not YAML, or has no project name or region.
    """
    project = _mapping(root / "Pulumi.yaml")
    path = root / f"Pulumi.{name}.yaml"
    config = _mapping(path).get("config")
    if "name" not in project:
        raise LocalCloudError("Pulumi.yaml has no project name: add the line `name: dwipper`")
    if not isinstance(config, dict) or "aws:region" not in config:
        raise LocalCloudError(
            f"{path.name} has no region: add the line `  aws:region: eu-west-1` under `config:`"
        )
    return StackConfig(project=str(project["name"]), name=name, config=config)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LocalCloudError(f"{path.name} is missing: restore it with `git checkout {path.name}`") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LocalCloudError(
            f"{path.name} is not valid YAML{_place(error)}: fix it, or run `git checkout {path.name}`"
        ) from error
    if not isinstance(content, dict):
        raise LocalCloudError(f"{path.name} has no settings: fix it, or run `git checkout {path.name}`")
    return content


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
