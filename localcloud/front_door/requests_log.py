"""A line in the terminal for each request of the API, as the gateway's access log has one on AWS."""

import time
from datetime import datetime

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from localcloud.front_door.page import API
from localcloud.terminal import say, visible

__all__ = ["tell_requests"]


def tell_requests() -> Middleware:
    """What was asked for, and what was answered: no query, no header, no body."""

    @web.middleware
    async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        began = time.monotonic()
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            _tell(request, refusal, began)
            raise
        _tell(request, response, began)
        return response

    return tell


def _tell(request: web.Request, response: web.StreamResponse, began: float) -> None:
    now, milliseconds = datetime.now().strftime("%H:%M:%S"), round(1000 * (time.monotonic() - began))
    asked, id_ = (
        visible(f"{request.method} {request.rel_url.raw_path}"),
        response.headers.get("apigw-requestid", "-"),
    )
    say(f"{now} {asked} {response.status} in {milliseconds} ms, request {id_}")
