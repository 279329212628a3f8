"""Prints a line in the terminal per request of the API, like the gateway's access log on AWS."""

import time
from datetime import datetime

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from localcloud.front_door.page import API
from localcloud.terminal import say, visible

__all__ = ["log_requests"]


def log_requests() -> Middleware:
    """Returns middleware that prints method, path, status, time and request id: no query, no headers, no body."""

    @web.middleware
    async def log(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        began = time.monotonic()
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            _print_line(request, refusal, began)
            raise
        _print_line(request, response, began)
        return response

    return log


def _print_line(request: web.Request, response: web.StreamResponse, began: float) -> None:
    now, milliseconds = datetime.now().strftime("%H:%M:%S"), round(1000 * (time.monotonic() - began))
    asked, id_ = (
        visible(f"{request.method} {request.rel_url.raw_path}"),
        response.headers.get("apigw-requestid", "-"),
    )
    say(f"{now} {asked} {response.status} in {milliseconds} ms, request {id_}")
