"""openapi.json, the contract: `python -m webapp.contract` writes it, `--check` tells whether it has drifted,
`--print` prints it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

from webapp.contract_details import complete
from webapp.environment import variable_names

__all__ = ["contract"]

FILE = Path(__file__).resolve().parents[1] / "openapi.json"
BASE_PATH = "/api/v1/"


def contract() -> dict[str, Any]:
    """The OpenAPI document of the API."""
    from webapp.api import api  # the environment has to be set before
    from webapp.contract_document import ContractDocument

    document: dict[str, Any] = json.loads(json.dumps(ContractDocument(api, BASE_PATH)))
    return complete(document)


def main(arguments: list[str]) -> None:
    _set_placeholders()
    django.setup()
    text = json.dumps(contract(), indent=2, ensure_ascii=False) + "\n"
    if "--print" in arguments:
        sys.stdout.write(text)
    elif "--check" not in arguments:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        sys.exit("openapi.json is not what the API says: write it with `make openapi`")


def _set_placeholders() -> None:
    """The document depends on no table, so it is written on machines that have none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")
    os.environ.setdefault("AWS_REGION", "eu-west-1")
    for name in variable_names():
        os.environ.setdefault(name, "1")


if __name__ == "__main__":
    main(sys.argv[1:])
