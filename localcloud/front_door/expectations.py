"""Answers the header `Expect`: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1

aiohttp would do so before any middleware, also for strangers, and repeat the header in its refusal.
"""

from aiohttp import HttpVersion11, hdrs, web
from aiohttp.typedefs import Handler

__all__ = ["answer_later", "meet_expectations"]


async def answer_later(request: web.Request) -> None:
    """Replaces aiohttp's own handler, as the `expect_handler` of a route."""


@web.middleware
async def meet_expectations(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Asks for the body if the client waits for that. Raises HTTPExpectationFailed for anything else."""
    expected = request.headers.get(hdrs.EXPECT, "").lower()
    if expected and request.version >= HttpVersion11:
        if expected != "100-continue":
            raise web.HTTPExpectationFailed
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # the response has not begun
    return await handler(request)
