"""Routes and headers of the gateway, from openapi.json."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi

__all__ = ["ContractError", "Headers", "Route", "read_headers", "read_routes"]

METHODS = {"delete", "get", "patch", "post", "put"}
STRICT_TAGS = {"accounts", "passwords", "sessions"}


class ContractError(pulumi.RunError):
    """openapi.json is missing or has no operations. The message says what to do."""


@dataclass(frozen=True)
class Route:
    """An operation for the gateway."""

    operation_id: str
    key: str  # method and path: "GET /api/v1/dwipps"
    authorized: bool
    strict: bool  # its throttle is the strict one


@dataclass(frozen=True)
class Headers:
    """Names in lower case, sorted."""

    requests: Sequence[str]
    answers: Sequence[str]


def read_headers(contract: Path) -> Headers:
    """Returns the headers of the contract's requests and responses. Raises ContractError."""
    with _reading(contract) as document:
        operations = _operations(document)
        parameters = [one for operation in operations for one in operation.get("parameters", [])]
        requests = {one["name"] for one in parameters if one["in"] == "header"}
        shared = document.get("components", {}).get("responses", {})
        responses = [
            one for each in (shared, *(op["responses"] for op in operations)) for one in each.values()
        ]
        answers = {name for response in responses for name in response.get("headers", {})}
        requests |= {"Authorization"} if any(one.get("security") for one in operations) else set()
        requests |= {"Content-Type"} if any("requestBody" in one for one in operations) else set()
    return Headers(requests=_lower(requests), answers=_lower(answers))


def read_routes(contract: Path) -> Sequence[Route]:
    """Returns the routes of the contract's operations. Raises ContractError."""
    with _reading(contract) as document:
        routes = [
            Route(
                operation_id=operation["operationId"],
                key=f"{method.upper()} {path}",
                authorized=bool(operation.get("security")),
                strict=bool(STRICT_TAGS & set(operation.get("tags", []))),
            )
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
            if method in METHODS
        ]
    if not routes:
        raise ContractError(f"{contract.name} has no operations: write it with `make openapi`")
    return routes


@contextmanager
def _reading(contract: Path) -> Iterator[dict[str, Any]]:
    try:
        yield json.loads(contract.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContractError(
            f"{contract.name} cannot be read ({error!r}): write it with `make openapi`"
        ) from error


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        operation
        for operations in document["paths"].values()
        for method, operation in operations.items()
        if method in METHODS
    ]


def _lower(names: Iterable[str]) -> list[str]:
    return sorted(name.lower() for name in names)
