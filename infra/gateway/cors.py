"""Which pages of other origins may call the API."""

from collections.abc import Sequence

from infra.gateway.routes import Headers

__all__ = ["cors"]

PREFLIGHT_SECONDS = 60 * 60
REQUEST_ID = "apigw-requestid"  # API Gateway's own


def cors(origins: Sequence[str], headers: Headers) -> dict[str, object] | None:
    """Returns the CORS settings for pages of these origins: all headers that the contract names."""
    if not origins:
        return None
    return {
        "allow_origins": list(origins),
        "allow_methods": ["DELETE", "GET", "PATCH", "POST", "PUT"],
        "allow_headers": list(headers.requests),
        "expose_headers": [REQUEST_ID, *headers.answers],
        "max_age": PREFLIGHT_SECONDS,
    }
