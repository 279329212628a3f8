"""What the gateway needs to know of openapi.json: one route an operation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pulumi

__all__ = ["ContractError", "Route", "read_routes"]

METHODS = {"delete", "get", "patch", "post", "put"}
STRICT_TAGS = {"accounts", "passwords", "sessions"}


class ContractError(pulumi.RunError):
    """openapi.json is missing or holds no operations; the message says what to do."""


@dataclass(frozen=True)
class Route:
    """An operation as the gateway sees it."""

    operation_id: str
    key: str  # method and path: "GET /api/v1/dwipps"
    authorized: bool
    strict: bool  # its throttle is the strict one


def read_routes(contract: Path) -> Sequence[Route]:
    """The contract's operations. Raises ContractError."""
    try:
        paths = json.loads(contract.read_text(encoding="utf-8"))["paths"]
        routes = [
            Route(
                operation_id=operation["operationId"],
                key=f"{method.upper()} {path}",
                authorized=bool(operation.get("security")),
                strict=bool(STRICT_TAGS & set(operation.get("tags", []))),
            )
            for path, operations in paths.items()
            for method, operation in operations.items()
            if method in METHODS
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContractError(
            f"{contract.name} cannot be read ({error!r}): write it with `make openapi`"
        ) from error
    if not routes:
        raise ContractError(f"{contract.name} names no operation: write it with `make openapi`")
    return routes
