"""Reads an OpenAPI document as operations, with their requests and answers as plain schemas."""

from collections.abc import Mapping
from typing import Any

from tools.contract.schemas import Schema

__all__ = ["Operation", "answer_of", "operations_of", "request_of"]

Operation = dict[str, Any]

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
BODIES = {"application/json": "body", "application/problem+json": "problem"}


def operations_of(document: Mapping[str, Any]) -> dict[str, Operation]:
    """Returns the operations by method and path, with references inlined and security included."""
    return {
        f"{method.upper()} {path}": {
            "security": document.get("security", []),
            **_inlined(operation, document),
        }
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def request_of(operation: Operation) -> Schema:
    """Returns an operation's parameters and bodies as one object schema."""
    parameters = {f"{one['in']}.{one['name']}": one for one in operation.get("parameters", ())}
    required = [name for name, one in parameters.items() if one.get("required")]
    body = operation.get("requestBody", {})
    bodies = _bodies(body)
    return {
        "properties": {**{name: one["schema"] for name, one in parameters.items()}, **bodies},
        "required": [*required, *(bodies if body.get("required") else ())],
    }


def answer_of(response: Mapping[str, Any]) -> Schema:
    """Returns the bodies and headers of one status of an operation as one object schema."""
    bodies = _bodies(response)
    headers = {f"header.{name}": one["schema"] for name, one in response.get("headers", {}).items()}
    return {"properties": {**bodies, **headers}, "required": [*bodies]}


def _bodies(part: Mapping[str, Any]) -> dict[str, Schema]:
    """Returns the schemas by media type; one shared by several media types appears once."""
    bodies: dict[str, Schema] = {}
    for media, one in part.get("content", {}).items():
        if (schema := one.get("schema", {})) not in bodies.values():
            bodies[BODIES.get(media, media)] = schema
    return bodies


def _inlined(part: Any, document: Mapping[str, Any], inside: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  any JSON
    """Returns a part with its references replaced by their targets. Recursive references stay."""
    if isinstance(part, list):
        return [_inlined(one, document, inside) for one in part]
    if not isinstance(part, dict):
        return part
    reference = part.get("$ref")
    if isinstance(reference, str) and reference not in inside:
        return _inlined(_named(reference, document), document, (*inside, reference))
    return {name: _inlined(one, document, inside) for name, one in part.items()}


def _named(reference: str, document: Mapping[str, Any]) -> Any:  # noqa: ANN401  any JSON
    found: Any = document
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found
