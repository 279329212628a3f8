"""Requests as clients send them, through WSGI, in which no character is beyond Latin-1, to Django."""

from base64 import b64decode
from typing import Any
from urllib.parse import quote

from django.core.handlers.wsgi import WSGIRequest

__all__ = ["JsonRequest", "UnreadableError", "as_wsgi_takes_it"]

ASCII = "".join(map(chr, range(128)))

Event = dict[str, Any]


class UnreadableError(Exception):
    """The body is nothing that could be sent."""


class JsonRequest(WSGIRequest):
    """A request whose body is JSON and its query UTF-8, whatever parameters its Content-Type has.

    Django would read them, for the charset of forms, and would raise where they are malformed.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Of the header as it came: apig-wsgi takes a comma in it, which may be in quotes, for the end of another."""
        self.content_type = meta.get("HTTP_CONTENT_TYPE", "").partition(";")[0].strip().lower()
        self.content_params = {}


def as_wsgi_takes_it(event: Event) -> Event:
    """A version 2.0 event. UnreadableError.

    The gateway has decoded the path: https://github.com/hotsock/voker/pull/8. A header with a low line in its name
    would be taken for another, with a hyphen. Nothing here is told by a cookie.
    """
    _expect_readable(event)
    headers = event["headers"].items()
    return {
        **event,
        "rawPath": _quoted(event["rawPath"], safe="/"),
        "rawQueryString": _quoted(event["rawQueryString"], safe=ASCII),
        "headers": {name: value for name, value in headers if _is_name(name)},
        "cookies": (),
    }


def _is_name(name: str) -> bool:
    return name.isascii() and "_" not in name and name.lower() != "cookie"


def _quoted(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="surrogatepass")


def _expect_readable(event: Event) -> None:
    body = event.get("body") or ""
    try:
        b64decode(body, validate=True) if event.get("isBase64Encoded") else body.encode()
    except ValueError as error:
        raise UnreadableError from error
