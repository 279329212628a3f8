"""Passes requests for `/api/*` to the emulated API Gateway, and returns its responses."""

import asyncio
from collections.abc import Mapping
from io import BytesIO

from aiohttp import ClientError, ClientSession, web
from multidict import CIMultiDict
from yarl import URL

from localcloud.http_server import SECONDS_TO_SEND

__all__ = ["GatewayClient", "refuse_as_the_authorizer"]

# RFC 9110 section 7.6.1, and headers that each hop sets for itself.
HOP_BY_HOP = frozenset(
    (
        *("connection", "content-length", "date", "expect", "host", "keep-alive", "proxy-authenticate"),
        *(
            "proxy-authorization",
            "proxy-connection",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
        ),
    )
)
OWN_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class GatewayClient:
    """Calls one HTTP API of the emulator."""

    def __init__(
        self, session: ClientSession, emulator_url: str, api_id: str, seconds_to_send: float = SECONDS_TO_SEND
    ) -> None:
        self._session = session
        self._seconds_to_send = seconds_to_send
        self._url = emulator_url
        self._host = f"{api_id}.execute-api.localhost:{URL(emulator_url).port}"

    async def forward(self, request: web.Request) -> web.Response:
        """Returns the gateway's response, or 400, 408, 413, 501 or 503 with API Gateway's messages."""
        if _is_encoded_on_the_way(request):
            return web.json_response({"message": "Not Implemented"}, status=501)
        try:
            async with asyncio.timeout(self._seconds_to_send):
                body = await request.read()
        except TimeoutError:
            refusal = web.json_response({"message": "Request Timeout"}, status=408)
            refusal.force_close()
            return refusal
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"message": "Request Too Long"}, status=413)
        except web.RequestPayloadError:
            return web.json_response({"message": "Bad Request"}, status=400)
        try:
            return await self._exchange(request, body)
        except (ClientError, TimeoutError):
            return web.json_response({"message": "Service Unavailable"}, status=503)

    async def _exchange(self, request: web.Request, body: bytes) -> web.Response:
        headers = _end_to_end(request.headers)
        headers["Host"] = self._host
        async with self._session.request(
            request.method,
            URL(self._url + str(request.rel_url), encoded=True),
            headers=headers,
            data=BytesIO(body) if body else None,
            allow_redirects=False,
            skip_auto_headers=OWN_HEADERS,
        ) as answer:
            if answer.status in {500, 502} and answer.content_type != "application/problem+json":
                # The emulator returns the function's error or its own here. AWS shows neither.
                return web.json_response({"message": "Internal Server Error"}, status=answer.status)
            return web.Response(
                body=await answer.read(), status=answer.status, headers=_end_to_end(answer.headers)
            )


async def refuse_as_the_authorizer(request: web.Request, response: web.StreamResponse) -> None:
    """Adds `WWW-Authenticate` to a 401 and removes `Content-Type`, as the JWT authorizer does.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
    """
    if response.status == web.HTTPUnauthorized.status_code and "WWW-Authenticate" not in response.headers:
        response.headers["WWW-Authenticate"] = "Bearer"
        response.headers.pop("Content-Type", None)


def _is_encoded_on_the_way(request: web.Request) -> bool:
    """Returns whether the body has a transfer coding other than `chunked`: 501 by RFC 9112, section 6.1."""
    codings = ",".join(request.headers.getall("Transfer-Encoding", ["chunked"]))
    return codings.strip().lower() != "chunked"


def _text(value: str) -> str:
    """Returns a header's value. Bytes that are not UTF-8 become one character each.

    aiohttp would send `"\\xff1"` as `"1"`.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape").decode("latin-1")
    return value


def _end_to_end(headers: Mapping[str, str]) -> CIMultiDict[str]:
    return CIMultiDict(
        (name, _text(value)) for name, value in headers.items() if name.lower() not in HOP_BY_HOP
    )
