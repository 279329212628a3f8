"""Which pages of other origins may call the API."""

from collections.abc import Sequence

from infra.gateway.routes import Headers

__all__ = ["cors"]

PREFLIGHT_SECONDS = 60 * 60
OWN_PAGE = "dwipper-client"  # only pages of the API's own origin may send it
COOKIE = "set-cookie"  # browsers show it to no script
REQUEST_ID = "apigw-requestid"  # API Gateway's own


def cors(origins: Sequence[str], headers: Headers) -> dict[str, object] | None:
    """Returns the CORS settings for pages of these origins: the headers that the contract names, no cookies."""
    if not origins:
        return None
    return {
        "allow_origins": list(origins),
        "allow_methods": ["DELETE", "GET", "PATCH", "POST", "PUT"],
        "allow_headers": [name for name in headers.requests if name != OWN_PAGE],
        "expose_headers": [REQUEST_ID, *(name for name in headers.answers if name != COOKIE)],
        "max_age": PREFLIGHT_SECONDS,
    }
