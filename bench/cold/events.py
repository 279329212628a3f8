"""API Gateway's events for the small APIs, in both versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["CREATE", "FEED", "HEALTH", "UPVOTE", "ApiRequest", "Event", "version_1", "version_2"]

Event = dict[str, Any]

ID = f"{50:032x}"  # of a Dwipp in the middle of the store


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
    context = {
        **_context(asked),
        "http": {
            "method": asked.method,
            "path": asked.path,
            "protocol": "HTTP/1.1",
            "sourceIp": "203.0.113.7",
            "userAgent": "bench",
        },
        "routeKey": f"{asked.method} {asked.resource}",
    }
    return {
        "version": "2.0",
        "routeKey": context["routeKey"],
        "rawPath": asked.path,
        "rawQueryString": asked.query,
        "headers": _headers(asked),
        "requestContext": context,
        "isBase64Encoded": False,
        **({"queryStringParameters": dict(parse_qsl(asked.query))} if asked.query else {}),
        **({"pathParameters": dict(asked.path_parameters)} if asked.path_parameters else {}),
        **({"body": asked.body} if asked.body else {}),
    }


def version_1(asked: ApiRequest) -> Event:
    """Returns the event of a REST API."""
    query = dict(parse_qsl(asked.query)) or None
    return {
        "version": "1.0",
        "resource": asked.resource,
        "path": asked.path,
        "httpMethod": asked.method,
        "headers": _headers(asked),
        "multiValueHeaders": {name: [value] for name, value in _headers(asked).items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()}
        if query
        else None,
        "pathParameters": dict(asked.path_parameters) if asked.path_parameters else None,
        "stageVariables": None,
        "requestContext": {
            **_context(asked),
            "httpMethod": asked.method,
            "identity": {"sourceIp": "203.0.113.7", "userAgent": "bench"},
            "path": asked.path,
            "resourcePath": asked.resource,
        },
        "body": asked.body or None,
        "isBase64Encoded": False,
    }


def _headers(asked: ApiRequest) -> dict[str, str]:
    length = {"content-length": str(len(asked.body)), "content-type": "application/json"}
    return {
        "accept": "*/*",
        "host": "api.example.org",
        "user-agent": "bench",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        **(length if asked.body else {}),
    }


def _context(asked: ApiRequest) -> dict[str, Any]:
    return {
        "accountId": "000000000000",
        "apiId": "bench",
        "domainName": "api.example.org",
        "domainPrefix": "api",
        "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
        "stage": "$default",
        "time": "24/Nov/2026:12:00:00 +0000",
        "timeEpoch": 1795521600000,
    }
