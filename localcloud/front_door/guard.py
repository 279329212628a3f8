"""Answers only requests by the front door's own names, from its own pages, and from the user who started it.

Any web page can send requests to a port of this machine. Anybody can point a DNS name to it. Every user of the
machine can connect to it.
"""

import asyncio
import os
from collections.abc import Iterable
from weakref import WeakSet

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from localcloud.front_door.page import API
from localcloud.front_door.peer import is_known_here, user_of

__all__ = ["guard", "keep_to_own_user"]

HOST_NAMES = ("localhost", "127.0.0.1", "[::1]")
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
ROOT_USER = 0


def keep_to_own_user(admitted: WeakSet[object] | None = None) -> Middleware:
    """Returns middleware that refuses other users of the machine. It must run first."""
    known: WeakSet[object] = WeakSet() if admitted is None else admitted

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.transport is None:
            raise web.HTTPBadRequest  # the client has disconnected
        if request.transport not in known:
            if refusal := _foreign_user(request.transport):
                refusal.force_close()
                return refusal
            known.add(request.transport)
        return await handler(request)

    return keep


def guard(origins: Iterable[str]) -> Middleware:
    """Returns middleware that refuses other host names and other pages. Pages of these origins may use the API."""
    allowed = frozenset(origins)

    @web.middleware
    async def closed(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.transport is None:
            raise web.HTTPBadRequest
        refusal = _foreign_version(request) or _foreign_name(request) or _foreign_page(request, allowed)
        return refusal or await handler(request)

    return closed


def _foreign_user(connection: asyncio.Transport) -> web.Response | None:
    """Returns a refusal for another user than this one and root.

    Root can read everything anyway. On WSL 2, the browser's connections come from a process of root.
    """
    if not is_known_here():
        return None
    client, server = (connection.get_extra_info(name)[:2] for name in ("peername", "sockname"))
    user = user_of(client, server)
    if user in {os.getuid(), ROOT_USER}:
        return None
    return _problem(
        403, f"Only the user who started Dwipper may use it. This connection is from user {user}."
    )


def _foreign_version(request: web.Request) -> web.Response | None:
    """Returns a refusal for a later major version: https://www.rfc-editor.org/rfc/rfc9110#section-15.6.6."""
    if request.version.major <= 1:
        return None
    refusal = _problem(505, "This port speaks HTTP/1.1.")
    refusal.force_close()
    return refusal


def _foreign_name(request: web.Request) -> web.Response | None:
    hosts = request.headers.getall("Host", [])
    if len(hosts) != 1:
        return _problem(400, "A request must have exactly one Host header.")
    names = _names(request)
    if hosts[0].lower() in names and request.url.host_port_subcomponent in names:
        return None
    return _problem(421, f"Use {' or '.join(sorted(names))} as the host.")


def _foreign_page(request: web.Request, allowed: frozenset[str]) -> web.Response | None:
    """Returns a refusal for a page of another origin, by the headers that browsers send:
    https://www.w3.org/TR/fetch-metadata/.
    """
    origin = request.headers.get("Origin")
    own = origin is None or origin.lower() in {f"http://{name}" for name in _names(request)}
    if request.path.startswith(API):
        if own or origin in allowed or request.method in SAFE:
            return None
        return _problem(
            403,
            f"Pages of {origin} may not use this API: add it to dwipper:corsOrigins in Pulumi.local.yaml.",
        )
    site, use = request.headers.get("Sec-Fetch-Site", "none"), request.headers.get("Sec-Fetch-Dest")
    if own and (site in {"none", "same-origin"} or use == "document"):
        return None
    return _problem(403, "Other pages may link to this page, but not read or embed it.")


def _names(request: web.Request) -> frozenset[str]:
    assert request.transport is not None  # noqa: S101
    port = request.transport.get_extra_info("sockname")[1]
    named = {f"{name}:{port}" for name in HOST_NAMES}
    return frozenset(named | set(HOST_NAMES) if port == 80 else named)


def _problem(status: int, detail: str) -> web.Response:
    titles = {
        400: "Bad Request",
        403: "Forbidden",
        421: "Misdirected Request",
        505: "HTTP Version Not Supported",
    }
    problem = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    return web.json_response(problem, status=status, content_type="application/problem+json")
