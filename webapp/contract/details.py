"""What ninja does not tell of the API: who made it, refusals, headers, examples, the gateway's own answers."""

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
    "Every refusal is a problem (RFC 9457, `application/problem+json`), but for what the gateway refuses itself:"
    ' then it is `{"message": …}`. No answer may be stored (`Cache-Control: no-store`), but for the'
    " documentation.",
    "contact": {"name": "Dwipper's maintainers"},
    "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
}
SERVERS = [{"url": "/", "description": "the server that this document was read from"}]
TAGS = {
    "accounts": "Register, and confirm it with the mailed code.",
    "sessions": "Log in, stay logged in, log out.",
    "passwords": "Change a password, or reset a forgotten one.",
    "me": "The caller's own profile.",
    "dwipps": "Write, read, edit and delete Dwipps.",
    "reactions": "Upvotes and favorites.",
    "platform": "Health, and this contract.",
}

GATEWAY_MESSAGE = {
    "title": "GatewayMessage",
    "description": "What the gateway answers itself, without asking the API.",
    "type": "object",
    "properties": {"message": {"type": "string", "examples": ["Unauthorized"]}},
    "required": ["message"],
}
REFUSAL = {
    "title": "Refusal",
    "description": "The API's problem, or the gateway's message.",
    "oneOf": [{"$ref": f"{SCHEMAS}/Problem"}, {"$ref": f"{SCHEMAS}/GatewayMessage"}],
}

REFUSALS = {
    400: ("BadRequest", "The body is not JSON, or the code is not valid."),
    401: ("Unauthorized", "The token, the email or the password is not valid."),
    403: ("Forbidden", "The caller may not do this."),
    404: ("NotFound", "There is nothing at this address, or not any more."),
    409: ("Conflict", "The idempotency key was used for another text."),
    412: ("PreconditionFailed", "It was changed since it was read."),
    413: ("BodyTooLarge", "The body is too large."),
    415: ("UnsupportedMediaType", "The body is not said to be JSON, or is compressed."),
    422: ("InvalidRequest", "A part of the request is not valid; `errors` says which."),
    429: ("TooManyRequests", "Wait a while."),
    500: ("InternalError", "A fault of the platform; it has been logged."),
    503: ("Unavailable", "A part of the platform does not answer; try again."),
}
# What an HTTP API answers itself, and its words.
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
    "Accept-Encoding": {"description": "how a body may be encoded", "schema": {"type": "string"}},
    "Content-Security-Policy": {"description": "what the page may load", "schema": {"type": "string"}},
    "Cache-Control": {"description": "for how long it may be stored", "schema": {"type": "string"}},
    "ETag": {
        "description": "the version, for `If-Match`",
        "required": True,
        "schema": {"type": "string", "examples": ['"1"']},
    },
    "Location": {"description": "where the Dwipp is", "required": True, "schema": {"type": "string"}},
    "Retry-After": {"description": "seconds, where the API asks to wait", "schema": {"type": "integer"}},
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


def complete(document: Document) -> Document:
    """The document with all of it told."""
    document["info"].update(INFO)
    document["servers"] = SERVERS
    document["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    schemas = document["components"]["schemas"]
    schemas |= {"GatewayMessage": GATEWAY_MESSAGE, "Refusal": REFUSAL}
    document["components"]["responses"] = {
        name: _refusal(status, text, schemas) for status, (name, text) in REFUSALS.items()
    }
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _tell_operation(operation, path, schemas)
    return document


def _tell_operation(operation: Document, path: str, schemas: Document) -> None:
    operation["summary"] = operation["description"].partition(".")[0]
    operation.setdefault("security", [])
    for parameter in operation["parameters"]:
        _tell_parameter(parameter)
    answers = operation["responses"]
    successes = {status: answer for status, answer in answers.items() if int(status) < 400}
    refused = ({int(status) for status in answers} | _gateways(operation, path)) & REFUSALS.keys()
    _tell_examples([operation.get("requestBody", {}), *successes.values()], schemas)
    for answer in successes.values():
        if "headers" in answer:
            answer["headers"] = {name: HEADERS[name] for name in answer["headers"]}
    refusals = {str(status): {"$ref": f"{RESPONSES}/{REFUSALS[status][0]}"} for status in sorted(refused)}
    operation["responses"] = {**dict(sorted(successes.items())), **refusals}


def _tell_parameter(parameter: Document) -> None:
    """One that may be left out is never null; its examples are its schema's."""
    parameter.pop("examples", None)
    kinds_of_value = [kind for kind in parameter["schema"].pop("anyOf", []) if kind != {"type": "null"}]
    for kind in kinds_of_value:
        parameter["schema"].update(kind)


def _gateways(operation: Document, path: str) -> set[int]:
    """What never reaches the API: too much, a bad token, a path that has become another one."""
    return {
        *(429, 500, 503),
        *((401, 403) if operation["security"] else ()),
        *((404,) if "{" in path else ()),
        *((413,) if "requestBody" in operation else ()),
    }


def _refusal(status: int, description: str, schemas: Document) -> Document:
    """A status that the gateway answers too has one schema: many generators look at the status alone."""
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


def _tell_examples(bodies: list[Document], schemas: Document) -> None:
    """Of what is sent and what is answered, from the examples of the fields."""
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
