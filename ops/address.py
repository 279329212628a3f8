"""Parses the address of an API that an operator gives."""

import re
from urllib.parse import urlsplit

from ops.errors import OpsError

__all__ = ["address_of"]

# DNS labels, or an IPv6 address as `hostname` returns it.
HOST_PATTERN = re.compile(r"[\w-]{1,63}(\.[\w-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*")


def address_of(url: str) -> str:
    """Returns scheme, host and port. Raises OpsError if the URL has more; the message does not repeat it, because
    it may contain a password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong("its host or port is invalid") from None
    if parts.scheme not in {"http", "https"}:
        raise _wrong("it must begin with https:// or http://")
    if "@" in parts.netloc:
        raise _wrong("it must not contain a user or a password")
    if not host or not HOST_PATTERN.fullmatch(host) or port == 0:
        raise _wrong("its host or port is invalid")
    if parts.path.strip("/") or "?" in url or "#" in url:
        raise _wrong("nothing may follow the host, as in https://api.dwipper.example")
    return f"{parts.scheme}://{parts.netloc}"


def _wrong(rule: str) -> OpsError:
    return OpsError(f"the URL is not the address of an API: {rule}")
