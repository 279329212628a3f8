"""Turns version 2.0 events into requests that WSGI and Django can read."""

from base64 import b64decode
from typing import Any
from urllib.parse import quote

from django.core.handlers.wsgi import WSGIRequest

__all__ = ["JsonRequest", "UnreadableError", "as_wsgi_takes_it"]

ASCII = "".join(map(chr, range(128)))

Event = dict[str, Any]


class UnreadableError(Exception):
    """The body is not valid UTF-8 or base64."""


class JsonRequest(WSGIRequest):
    """A request whose body is JSON and whose query is UTF-8, whatever its Content-Type says.

    Django would parse the header's parameters for the charset of forms, and raise if they are malformed.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Reads the header as it was sent; apig-wsgi splits it at commas, even in quotes."""
        self.content_type = meta.get("HTTP_CONTENT_TYPE", "").partition(";")[0].strip().lower()
        self.content_params = {}


def as_wsgi_takes_it(event: Event) -> Event:
    """Returns the event for WSGI: path and query encoded, without ambiguous headers. Raises UnreadableError.

    The gateway has decoded the path: https://github.com/hotsock/voker/pull/8. In WSGI a header name with an
    underscore looks like one with a hyphen. Django reads cookies as Latin-1 and raises for other characters.
    """
    _expect_readable(event)
    headers = event["headers"].items()
    return {
        **event,
        "rawPath": _quoted(event["rawPath"], safe="/"),
        "rawQueryString": _quoted(event["rawQueryString"], safe=ASCII),
        "headers": {name: value for name, value in headers if _is_name(name)},
        "cookies": [cookie for cookie in event.get("cookies", ()) if cookie.isascii()],
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
