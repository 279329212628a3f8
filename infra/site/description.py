"""How the page is served: on AWS by CloudFront, on the laptop by the front door. Plain data, without Pulumi."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

__all__ = [
    "API_PATTERN",
    "ASSETS",
    "BUILT",
    "HTTPS_HEADERS",
    "INDEX",
    "SECURITY_HEADERS",
    "cache_control",
    "content_type",
    "fallback",
    "headers",
]

BUILT = Path(__file__).resolve().parents[2] / "frontend" / "dist"
INDEX = "index.html"
API_PATTERN = "/api/*"  # as CloudFront writes paths
ASSETS = "/assets/"  # their names contain a hash of their content
CONTENT_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

# Of every response but the API's, errors too.
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
        " manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Of every response over https, the API's too. Over http it must not be sent (RFC 6797, section 7.2).
HTTPS_HEADERS: Mapping[str, str] = {"Strict-Transport-Security": "max-age=31536000"}


def headers(path: str) -> Mapping[str, str]:
    """Returns the headers of the file at a path. A response 404 has the SECURITY_HEADERS alone."""
    return {**SECURITY_HEADERS, "Cache-Control": cache_control(path)}


def content_type(path: str) -> str:
    """Returns the Content-Type of a file, by its suffix. Raises KeyError if the page has no such files."""
    return CONTENT_TYPES[PurePosixPath(path).suffix]


def cache_control(path: str) -> str:
    """Returns how long a file may be kept: an asset for a year, any other is asked for each time.

    `private` keeps caches that people share from storing it.
    """
    return "public, max-age=31536000, immutable" if path.startswith(ASSETS) else "private, no-cache"


def fallback(path: str) -> str | None:
    """Returns the file that answers a path without a file: the index for a route of the page, None for a 404.

    A route has no dot in its last part. The API answers its own paths, and assets are no routes.
    """
    others = (API_PATTERN.removesuffix("*"), ASSETS)
    is_route = "." not in path.rpartition("/")[2] and not path.startswith(others)
    return f"/{INDEX}" if is_route else None
