"""Which pages of other origins may call the API."""

from collections.abc import Sequence

__all__ = ["cors"]

PREFLIGHT_SECONDS = 60 * 60


def cors(origins: Sequence[str]) -> dict[str, object] | None:
    """What pages of these origins may send, and may read of the answers."""
    if not origins:
        return None
    return {
        "allow_origins": list(origins),
        "allow_methods": ["DELETE", "GET", "PATCH", "POST", "PUT"],
        "allow_headers": ["authorization", "content-type", "idempotency-key", "if-match"],
        "expose_headers": ["apigw-requestid", "etag", "location", "retry-after"],
        "max_age": PREFLIGHT_SECONDS,
    }
