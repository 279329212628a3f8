"""Completes Ninja's document: contact, refusals, headers, examples, and the gateway's own responses."""

import sys
from collections.abc import Mapping
from typing import Any

from webapp.http import problem_types
from webapp.http.problems import CONTENT_TYPE, Kind, problem_of

__all__ = ["complete"]

Document = dict[str, Any]

JSON = "application/json"
SCHEMAS = "#/components/schemas"
RESPONSES = "#/components/responses"

INFO = {
    "description": "A social network for shower thoughts.\n\n"
    "Every error is a problem (RFC 9457, `application/problem+json`), except errors of the gateway itself:"
    ' those are `{"message": …}`. Responses must not be stored (`Cache-Control: no-store`), except the'
    " documentation.",
    "contact": {"name": "Dwipper's maintainers"},
    "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
}
SERVERS = [{"url": "/", "description": "the server that returned this document"}]

GATEWAY_MESSAGE = {
    "title": "GatewayMessage",
    "description": "An error of the gateway itself; the API was not called.",
    "type": "object",
    "properties": {"message": {"type": "string", "examples": ["Unauthorized"]}},
    "required": ["message"],
}
REFUSAL = {
    "title": "Refusal",
    "description": "A problem of the API, or a message of the gateway.",
    "oneOf": [{"$ref": f"{SCHEMAS}/Problem"}, {"$ref": f"{SCHEMAS}/GatewayMessage"}],
}

REFUSALS = {
    400: ("BadRequest", "The body is not JSON, or the code is not valid."),
    401: ("Unauthorized", "The token, the email or the password is not valid."),
    403: ("Forbidden", "The caller is not allowed to do this."),
    404: ("NotFound", "There is nothing at this address."),
    409: ("Conflict", "The idempotency key was used for another text."),
    412: ("PreconditionFailed", "It has changed since it was read."),
    413: ("BodyTooLarge", "The body is too large."),
    415: ("UnsupportedMediaType", "The body is not declared as JSON, or is compressed."),
    422: ("InvalidRequest", "A field is not valid; `errors` lists which."),
    429: ("TooManyRequests", "Too many requests: wait, then retry."),
    500: ("InternalError", "A fault of the platform. It has been logged."),
    503: ("Unavailable", "A dependency is not responding: retry."),
}
# Errors of the HTTP API itself, and their messages.
GATEWAYS = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
HEADERS: dict[str, Document] = {
    "Accept-Encoding": {"description": "accepted encodings of a body", "schema": {"type": "string"}},
    "Content-Security-Policy": {"description": "what the page may load", "schema": {"type": "string"}},
    "Cross-Origin-Opener-Policy": {
        "description": "that no page of another origin may keep a handle on this one",
        "schema": {"type": "string"},
    },
    "Cache-Control": {"description": "how long the response may be stored", "schema": {"type": "string"}},
    "ETag": {
        "description": "the version, for `If-Match`",
        "required": True,
        "schema": {"type": "string", "examples": ['"1"']},
    },
    "Location": {"description": "the address of the Dwipp", "required": True, "schema": {"type": "string"}},
    "Set-Cookie": {
        "description": "sets, replaces or removes the cookie `__Host-dwipper`, which scripts cannot read",
        "required": True,
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}},
    "WWW-Authenticate": {
        "description": "how to authenticate: RFC 6750",
        "required": True,
        "schema": {"type": "string", "examples": ["Bearer"]},
    },
}
HEADERS_OF_REFUSALS = {
    401: ("WWW-Authenticate",),
    415: ("Accept-Encoding",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def complete(document: Document, tags: Mapping[str, str]) -> Document:
    """Returns the completed document. `tags` are the descriptions of tags."""
    document["info"].update(INFO)
    document["servers"] = SERVERS
    document["tags"] = [{"name": name, "description": text} for name, text in tags.items()]
    schemas = document["components"]["schemas"]
    schemas |= {"GatewayMessage": GATEWAY_MESSAGE, "Refusal": REFUSAL}
    document["components"]["responses"] = {
        name: _refusal(status, text, schemas) for status, (name, text) in REFUSALS.items()
    }
    _require_secrets(schemas)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _complete_operation(operation, path, schemas)
    return document


def _require_secrets(schemas: Document) -> None:
    """Removes `writeOnly`: generators make an optional field of one that is required, and no answer has a password.

    oapi-codegen: https://github.com/oapi-codegen/oapi-codegen/blob/v2.8.2/pkg/codegen/schema.go
    """
    for schema in schemas.values():
        for field in schema.get("properties", {}).values():
            field.pop("writeOnly", None)


def _complete_operation(operation: Document, path: str, schemas: Document) -> None:
    if "description" not in operation:
        sys.exit(f"{operation['operationId']} has no docstring: its text is the description in the contract")
    operation["summary"] = operation["description"].partition(".")[0]
    operation.setdefault("security", [])
    for parameter in operation["parameters"]:
        _complete_parameter(parameter)
    answers = operation["responses"]
    successes = {status: answer for status, answer in answers.items() if int(status) < 400}
    refused = ({int(status) for status in answers} | _gateways(operation, path)) & REFUSALS.keys()
    _add_examples([operation.get("requestBody", {}), *successes.values()], schemas)
    for answer in successes.values():
        if "headers" in answer:
            answer["headers"] = {name: HEADERS[name] for name in answer["headers"]}
    refusals = {str(status): {"$ref": f"{RESPONSES}/{REFUSALS[status][0]}"} for status in sorted(refused)}
    operation["responses"] = {**dict(sorted(successes.items())), **refusals}


def _complete_parameter(parameter: Document) -> None:
    """Removes null from optional parameters: one that is left out is not null."""
    parameter.pop("examples", None)
    kinds_of_value = [kind for kind in parameter["schema"].pop("anyOf", []) if kind != {"type": "null"}]
    for kind in kinds_of_value:
        parameter["schema"].update(kind)


def _gateways(operation: Document, path: str) -> set[int]:
    """Returns the statuses that the gateway answers itself: throttled, bad token, a path that matches no route."""
    return {
        *(429, 500, 503),
        *((401, 403) if operation["security"] else ()),
        *((404,) if "{" in path else ()),
        *((413,) if "requestBody" in operation else ()),
    }


def _refusal(status: int, description: str, schemas: Document) -> Document:
    """Returns the response of a status.

    One schema covers the API and the gateway: many generators look at the status only.
    """
    examples = {
        kind.code: {"value": _problem(kind, schemas)}
        for kind in vars(problem_types).values()
        if isinstance(kind, Kind) and kind.status == status
    }
    schema = {"$ref": f"{SCHEMAS}/{'Refusal' if status in GATEWAYS else 'Problem'}"}
    content: Document = {CONTENT_TYPE: {"schema": schema, "examples": examples}}
    if status in GATEWAYS:
        content[JSON] = {"schema": schema, "example": {"message": GATEWAYS[status]}}
    headers = {name: HEADERS[name] for name in HEADERS_OF_REFUSALS.get(status, ())}
    return {"description": description, "content": content, **({"headers": headers} if headers else {})}


def _problem(kind: Kind, schemas: Document) -> Document:
    problem: Document = problem_of(kind).model_dump(exclude_none=True)
    invalid = (
        {"errors": [_example(schemas["FieldError"], schemas)]}
        if kind == problem_types.INVALID_REQUEST
        else {}
    )
    return {**problem, **invalid}


def _add_examples(bodies: list[Document], schemas: Document) -> None:
    """Builds examples of bodies from the examples of their fields."""
    for media in (body["content"][JSON] for body in bodies if JSON in body.get("content", {})):
        if "$ref" in media["schema"]:
            media["example"] = _example(media["schema"], schemas)


def _example(schema: Document, schemas: Document) -> Any:  # noqa: ANN401  any JSON
    if "$ref" in schema:
        return _example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    if "properties" in schema:
        return {name: _example(one, schemas) for name, one in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_example(schema["items"], schemas)]
    return schema.get("const", schema.get("default"))
