"""Passes calls of an HTTP API directly to MiniStack's API Gateway.

MiniStack's entry point serves all of AWS: it takes the account from anything that looks like an access key in a
header or the query, decodes bodies for S3, and reserves paths. An HTTP API passes all of that to the function:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from ministack.app import _send_response
from ministack.core.responses import set_request_client_ip
from ministack.core.sigv4 import decode_header_value

from localcloud.emulator.ministack import require

__all__ = ["ApiCalls", "is_api_call"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MARK = ".execute-api."  # in the host, after the API's id
USED = ("decode_http_api_path", "handle_execute")
FAILED = b'{"message":"Internal Server Error"}'


def is_api_call(scope: Message) -> bool:
    """Returns whether a request names an API in its host."""
    return any(name == b"host" and MARK.encode() in value for name, value in scope["headers"])


class ApiCalls:
    """An ASGI application that calls the API that the host names, on its stage `$default`."""

    def __init__(self, apigateway: Any) -> None:  # noqa: ANN401  a module of MiniStack
        """Raises LocalCloudError if MiniStack no longer has the functions that are used here."""
        require(apigateway, USED)
        self._apigateway = apigateway

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        headers, query = _headers(scope), scope["query_string"].decode("utf-8", "replace")
        body = await _body(receive)
        if body is None:
            return
        set_request_client_ip(scope["client"][0])
        try:
            status, answered, content = await self._apigateway.handle_execute(
                headers["host"].partition(MARK)[0],
                "$default",
                self._apigateway.decode_http_api_path(scope["raw_path"].decode("latin-1")),
                scope["method"],
                headers,
                body,
                parse_qs(query, keep_blank_values=True),
                raw_query_string=query,
            )
        except Exception:
            logging.getLogger(__name__).exception("an API's call failed")
            status, answered, content = 500, {"Content-Type": "application/json"}, FAILED
        await _send_response(send, status, answered, content)


def _headers(scope: Message) -> dict[str, str]:
    """Returns the headers by name in lower case. Repeated headers are joined."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), decode_header_value(raw_value)
        separator = "; " if name == "cookie" else ", "
        headers[name] = f"{headers[name]}{separator}{value}" if name in headers else value
    return headers


async def _body(receive: Receive) -> bytes | None:
    """Returns a request's body, or None if the client has disconnected."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
