"""API Gateway's events, version 2.0."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from tests.webapp.context import Context
from webapp.contract.openapi import FILE
from webapp.handler import handler

__all__ = [
    "REQUEST_ID",
    "SECONDS",
    "LambdaAnswer",
    "answer_to",
    "call",
    "make_claims",
    "make_event",
    "read_answer",
]

REQUEST_ID = "JKJaXmPLvHcESHA="
SECONDS = 30  # as infra/app.py sets


class LambdaAnswer(NamedTuple):
    """The function's response."""

    status: int
    headers: dict[str, str]
    body: Any
    cookies: Sequence[str] = ()

    @property
    def code(self) -> str:
        """Returns the stable code of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self
        code: str = self.body["code"]
        return code


def make_claims(*, without: str = "", **claims: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    """Returns the claims of an access token as the gateway passes them: all are strings."""
    made = {
        "client_id": "client",
        "exp": str(int(time.time()) + 3600),
        "scope": "aws.cognito.signin.user.admin",
        "sub": "ada",
        "token_use": "access",
        **claims,
    }
    made.pop(without, None)
    return made


def make_event(
    *,
    method: str = "GET",
    path: str = "/health",
    body: str = "",
    claims: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    query: str = "",
) -> dict[str, Any]:
    """Returns an event for a path below the base path. Without claims it is of a public route."""
    context: dict[str, Any] = {
        "http": {"method": method, "sourceIp": "127.0.0.1", "protocol": "HTTP/1.1"},
        "requestId": REQUEST_ID,
    }
    if claims is not None:
        context["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    return {
        "version": "2.0",
        "routeKey": _route_key(method, f"/api/v1{path}"),
        "rawPath": f"/api/v1{path}",
        "rawQueryString": query,
        "headers": {"host": "api.example.org", "content-length": str(len(body.encode())), **(headers or {})},
        "requestContext": context,
        "body": body,
        "isBase64Encoded": False,
    }


@cache
def _routes() -> Mapping[str, re.Pattern[str]]:
    paths = json.loads(FILE.read_text(encoding="utf-8"))["paths"]
    return {path: re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))) for path in paths}


def _route_key(method: str, path: str) -> str:
    """Returns the route's key with its path template, as the gateway names it. The gateway passes nothing else."""
    found = next((route for route, pattern in _routes().items() if pattern.fullmatch(path)), "/none")
    return f"{method} {found}"


def call(
    method: str,
    path: str,
    body: Any = None,  # noqa: ANN401  any JSON
    *,
    as_: str | None = "ada",
    query: str = "",
    headers: dict[str, str] | None = None,
    seconds: float = SECONDS,
    cookies: Sequence[str] = (),
) -> LambdaAnswer:
    """Returns the response to a JSON request of a person, or without one. The function has this many seconds."""
    sent = {"content-type": "application/json", "authorization": f"Bearer token-of-{as_}", **(headers or {})}
    event = make_event(
        method=method,
        path=path,
        body="" if body is None else json.dumps(body),
        claims=None if as_ is None else make_claims(sub=as_),
        headers=sent,
        query=query,
    )
    return answer_to({**event, "cookies": list(cookies)} if cookies else event, seconds)


def answer_to(event: dict[str, Any], seconds: float = SECONDS) -> LambdaAnswer:
    """Returns the response to an event. The function has this many seconds."""
    return read_answer(handler(event, Context(seconds)))


def read_answer(answer: dict[str, Any]) -> LambdaAnswer:
    """Returns the response that the function gives to the gateway."""
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    is_json = headers.get("content-type", "").partition(";")[0].endswith("json")
    body = json.loads(answer["body"]) if is_json else answer["body"]
    return LambdaAnswer(answer["statusCode"], headers, body, answer.get("cookies", ()))
