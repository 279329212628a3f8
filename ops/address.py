"""The address of an API, as an operator writes it."""

import re
from urllib.parse import urlsplit

from ops.errors import OpsError

__all__ = ["address_of"]

# Labels of DNS, or an address of version 6 as `hostname` gives it.
HOST = re.compile(r"[\w-]{1,63}(\.[\w-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*")


def address_of(url: str) -> str:
    """Scheme, host and port alone. OpsError where it is something else, which the message does not repeat whole:
    a password may be in it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong("its host or port is none") from None
    if parts.scheme not in {"http", "https"}:
        raise _wrong("it begins with https://")
    if "@" in parts.netloc:
        raise _wrong("it holds no user and no password")
    if not host or not HOST.fullmatch(host) or port == 0:
        raise _wrong("its host or port is none")
    if parts.path.strip("/") or "?" in url or "#" in url:
        raise _wrong("nothing follows the host, as in https://api.dwipper.example")
    return f"{parts.scheme}://{parts.netloc}"


def _wrong(rule: str) -> OpsError:
    return OpsError(f"the URL is not the address of an API: {rule}")
