"""The API's operations, from openapi.json."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CONTRACT", "LISTS", "LISTS_OF_DWIPPS", "OF_A_DWIPP", "OPERATIONS", "Operation"]

CONTRACT = json.loads((Path(__file__).resolve().parents[1] / "openapi.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Operation:
    """An operation, its path below the base path, and its description in the contract."""

    method: str
    template: str
    described: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def id(self) -> str:
        return str(self.described["operationId"])

    @property
    def example(self) -> Any:  # noqa: ANN401  any JSON
        """Returns the contract's example of the body, or None if there is no body."""
        content = self.described.get("requestBody", {}).get("content", {})
        return content["application/json"]["example"] if content else None

    @property
    def tags(self) -> set[str]:
        return set(self.described["tags"])

    @property
    def has_caller(self) -> bool:
        return bool(self.described["security"])

    def parameters(self, place: str) -> set[str]:
        """Returns the names of the parameters in the path, the query or the header."""
        return {one["name"] for one in self.described["parameters"] if one["in"] == place}

    def path(self, other: str = "", **known: str) -> str:
        """Returns the path with these values of parameters, and another one for the rest."""
        return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], other), self.template)


OPERATIONS = [
    Operation(method.upper(), path.removeprefix("/api/v1"), described)
    for path, methods in CONTRACT["paths"].items()
    for method, described in methods.items()
]
LISTS = [one for one in OPERATIONS if "cursor" in one.parameters("query")]
LISTS_OF_DWIPPS = [one for one in LISTS if "DwippPage" in str(one.described["responses"]["200"])]
OF_A_DWIPP = [one for one in OPERATIONS if "dwipp_id" in one.parameters("path")]
