"""Builds openapi.json, the contract, from the API."""

import json
import os
from pathlib import Path
from typing import Any

from webapp.contract.details import complete
from webapp.environment import variable_names

__all__ = ["FILE", "contract", "set_placeholders"]

FILE = Path(__file__).resolve().parents[2] / "openapi.json"
BASE_PATH = "/api/v1/"


def contract() -> dict[str, Any]:
    """Returns the OpenAPI document of the API."""
    from webapp.api import api  # the environment has to be set before
    from webapp.contract.document import ContractDocument
    from webapp.http.router import tags

    document: dict[str, Any] = json.loads(json.dumps(ContractDocument(api, BASE_PATH)))
    return complete(document, tags())


def set_placeholders() -> None:
    """Sets every missing variable of the app. A table gets the name of its variable: `dwipps` for DWIPPS_TABLE.

    The contract needs no account, so a profile that does not exist harms nothing.
    """
    os.environ.pop("AWS_PROFILE", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")
    os.environ.setdefault("AWS_REGION", "eu-west-1")
    for name in variable_names():
        table = name.lower().removesuffix("_table")
        os.environ.setdefault(name, table if name.endswith("_TABLE") else "1")
