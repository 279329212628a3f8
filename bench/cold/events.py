"""API Gateway's events for the small APIs, in both versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["CREATE", "FEED", "HEALTH", "UPVOTE", "ApiRequest", "Event", "version_1", "version_2"]

Event = dict[str, Any]

ID = f"{50:032x}"  # of a Dwipp in the middle of the store

CLIENT = {"sourceIp": "203.0.113.7", "userAgent": "bench"}
CONTEXT = {
    "accountId": "000000000000",
    "apiId": "bench",
    "domainName": "api.example.org",
    "domainPrefix": "api",
    "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
    "stage": "$default",
    "time": "24/Nov/2026:12:00:00 +0000",
    "timeEpoch": 1795521600000,
}
HEADERS = {
    "accept": "*/*",
    "host": "api.example.org",
    "user-agent": "bench",
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
}


@dataclass(frozen=True)
class ApiRequest:
    """A request. `resource` is its route in events of version 1.0."""

    method: str
    resource: str
    path_parameters: Mapping[str, str] | None = None
    query: str = ""
    body: str = ""

    @property
    def path(self) -> str:
        return self.resource.format(**(self.path_parameters or {}))


HEALTH = ApiRequest("GET", "/health")
FEED = ApiRequest("GET", "/dwipps", query="limit=25")
CREATE = ApiRequest("POST", "/dwipps", body=json.dumps({"text": "Water is just wet air."}))
UPVOTE = ApiRequest("PUT", "/dwipps/{id}/upvote", {"id": ID})


def version_2(asked: ApiRequest) -> Event:
    """Returns the event of an HTTP API."""
    route = {"routeKey": f"{asked.method} {asked.resource}"}
    http = {"method": asked.method, "path": asked.path, "protocol": "HTTP/1.1", **CLIENT}
    given = {
        "queryStringParameters": dict(parse_qsl(asked.query)),
        "pathParameters": dict(asked.path_parameters or {}),
        "body": asked.body,
    }
    return {
        "version": "2.0",
        **route,
        "rawPath": asked.path,
        "rawQueryString": asked.query,
        "headers": _headers(asked),
        "requestContext": {**CONTEXT, **route, "http": http},
        "isBase64Encoded": False,
        **{name: one for name, one in given.items() if one},
    }


def version_1(asked: ApiRequest) -> Event:
    """Returns the event of a REST API."""
    query, parameters = dict(parse_qsl(asked.query)), dict(asked.path_parameters or {})
    route = {"path": asked.path, "httpMethod": asked.method}
    return {
        "version": "1.0",
        "resource": asked.resource,
        **route,
        "headers": _headers(asked),
        "multiValueHeaders": {name: [value] for name, value in _headers(asked).items()},
        "queryStringParameters": query or None,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {**CONTEXT, **route, "identity": CLIENT, "resourcePath": asked.resource},
        "body": asked.body or None,
        "isBase64Encoded": False,
    }


def _headers(asked: ApiRequest) -> dict[str, str]:
    length = {"content-length": str(len(asked.body)), "content-type": "application/json"}
    return HEADERS | (length if asked.body else {})
