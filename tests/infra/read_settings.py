"""`python -m tests.infra.read_settings STACK CHANGES`: prints the errors for a stack with dev's changed settings."""

import json
import sys
from typing import Any

import pulumi

from infra.settings.stack import Settings, SettingsError
from tests.infra.program import OPERATORS_OWN
from tests.infra.record_program import Recorder, configuration


def main(stack: str, changes: list[dict[str, Any]]) -> None:
    pulumi.runtime.set_mocks(Recorder("dev"), project="dwipper", stack=stack, preview=False)
    own = dict.fromkeys(OPERATORS_OWN)
    json.dump(
        [_said({key_in_file(key): value for key, value in {**own, **one}.items()}) for one in changes],
        sys.stdout,
    )


def key_in_file(key: str) -> str:
    return key if ":" in key else f"dwipper:{key}"


def _said(change: dict[str, Any]) -> str:
    pulumi.runtime.set_all_config(configuration("dev", change))
    try:
        Settings.read()
    except SettingsError as error:
        return str(error)
    return "nothing is wrong"


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
