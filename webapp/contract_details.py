"""What ninja does not tell of the API: problems' media type, headers, examples, the gateway's own answers."""

from http import HTTPStatus
from typing import Any

from webapp.problems import CONTENT_TYPE

__all__ = ["complete"]

JSON = "application/json"
SCHEMAS = "#/components/schemas"
GATEWAY_MESSAGE = {
    "title": "GatewayMessage",
    "description": "What the gateway answers itself, without asking the API.",
    "type": "object",
    "properties": {"message": {"type": "string", "examples": ["Unauthorized"]}},
    "required": ["message"],
}
HEADERS = {
    "ETag": {"description": "the version, for `If-Match`", "schema": {"type": "string", "examples": ['"1"']}},
    "Location": {"description": "where the Dwipp is", "schema": {"type": "string"}},
    "Retry-After": {"description": "seconds, where the API asks to wait", "schema": {"type": "integer"}},
}


Document = dict[str, Any]


def complete(document: Document) -> Document:
    """The document with all of it told."""
    schemas = document["components"]["schemas"]
    schemas["GatewayMessage"] = GATEWAY_MESSAGE
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                _tell_parameter(parameter)
            _tell_problems(operation["responses"])
            _tell_examples(operation, schemas)
            _tell_gateway(operation)
            _tell_headers(operation["responses"])
            operation["responses"] = dict(sorted(operation["responses"].items()))
    return document


def _tell_parameter(parameter: Document) -> None:
    """One that may be left out is never null; its examples are its schema's."""
    parameter.pop("examples", None)
    kinds = [kind for kind in parameter["schema"].pop("anyOf", []) if kind != {"type": "null"}]
    for kind in kinds:
        parameter["schema"].update(kind)


def _tell_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if int(status) >= 400:
            response["content"] = {CONTENT_TYPE: response["content"].pop("application/json")}


def _tell_examples(operation: Document, schemas: Document) -> None:
    """Of what is sent and what is answered, from the examples of the fields."""
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
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


def _tell_gateway(operation: dict[str, Any]) -> None:
    """A bad token, too many requests and a function that does not answer never reach the API."""
    statuses = {"429", "500", "503"} | ({"401", "403"} if operation.get("security") else set())
    for status in sorted(statuses):
        response = operation["responses"].setdefault(status, {"description": HTTPStatus(int(status)).phrase})
        response.setdefault("content", {})["application/json"] = {
            "schema": {"$ref": f"{SCHEMAS}/GatewayMessage"}
        }


def _tell_headers(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        schemas = [content.get("schema", {}).get("$ref") for content in response.get("content", {}).values()]
        told = {
            "ETag": f"{SCHEMAS}/Dwipp" in schemas,
            "Location": status == "201",
            "Retry-After": status in {"429", "503"},
        }
        if any(told.values()):
            response["headers"] = {name: HEADERS[name] for name, is_told in told.items() if is_told}
