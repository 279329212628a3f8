"""`python -m infra.settings.check FILE` prints what is wrong in a stack's settings, and exits with status 1.

It uses the program's own checks, without running the program.
"""

import json
import sys
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pulumi
import yaml

from infra.settings.stack import Settings, SettingsError

__all__: list[str] = []


class AsPulumi(yaml.BaseLoader):
    """Loads every scalar as text, as Pulumi passes it to the program. Refuses duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(problem=f"{key} is set twice")
        return super().construct_mapping(node, deep)


def main(file: Path) -> None:
    try:
        config = yaml.load(file.read_text(encoding="utf-8"), AsPulumi)["config"]  # noqa: S506  texts alone
    except yaml.YAMLError as error:
        sys.exit(f"{file.name}: {' '.join(str(error).split())}")
    pulumi.runtime.reset_options(project="dwipper", stack=file.name.split(".")[1])
    pulumi.runtime.set_all_config(
        {_whole(key): one if isinstance(one, str) else json.dumps(one) for key, one in config.items()}
    )
    try:
        Settings.read()
    except SettingsError as error:
        sys.exit(str(error))


def _whole(key: str) -> str:
    """Adds the project's namespace to a key without one, as Pulumi does."""
    return key if ":" in key else f"dwipper:{key}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
