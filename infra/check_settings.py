"""`python -m infra.check_settings FILE`: says what is wrong in a stack's file of settings, and ends with status 1.

The checks are those of the program, which itself is not run.
"""

import json
import sys
from pathlib import Path

import pulumi
import yaml

from infra.settings import Settings, SettingsError

__all__: list[str] = []


def main(file: Path) -> None:
    config = yaml.safe_load(file.read_text(encoding="utf-8"))["config"]
    pulumi.runtime.reset_options(project="dwipper", stack=file.name.split(".")[1])
    pulumi.runtime.set_all_config(
        {key: one if isinstance(one, str) else json.dumps(one) for key, one in config.items()}
    )
    try:
        Settings.read()
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
