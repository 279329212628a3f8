"""Serves the page's files as CloudFront does, by the description from which the stack's CloudFront is made."""

import gzip
from hashlib import md5
from pathlib import Path

from aiohttp import ETag, hdrs, web
from aiohttp.typedefs import Handler

from infra.site import description

__all__ = ["API", "page_of", "protect"]

API = description.API_PATTERN.removesuffix("*")
# What CloudFront compresses: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
# The cache policy has to allow it: that of assets does, the other does not.
# Brotli is left out, since browsers ask for it over https only.
COMPRESSED_BYTES = range(1_000, 10_000_001)
COMPRESSED_TYPES = ("text/", "image/svg+xml", "image/vnd.microsoft.icon", "application/")


def page_of(folder: Path) -> Handler:
    """Returns the handler that serves the files of a folder, with the index for the page's routes."""

    async def page(request: web.Request) -> web.Response:
        """Returns the file of this path. Raises HTTPForbidden for other methods, and HTTPNotFound."""
        if request.method not in {hdrs.METH_GET, hdrs.METH_HEAD}:
            raise web.HTTPForbidden
        # The exact names, as the keys of a bucket are: no path leads out of the folder.
        files = {f"/{file.relative_to(folder).as_posix()}": file for file in folder.rglob("*.*")}
        path = request.path if request.path in files else description.fallback(request.path)
        if path is None or path not in files:
            raise web.HTTPNotFound
        headers = {**description.headers(path), hdrs.CONTENT_TYPE: description.content_type(path)}
        return _response(request, path, files[path].read_bytes(), headers)

    return page


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Adds the security headers to every response but the API's."""
    if not request.path.startswith(API):
        response.headers.update(description.SECURITY_HEADERS)


def _response(request: web.Request, path: str, body: bytes, headers: dict[str, str]) -> web.Response:
    """Returns the file, compressed if the browser can read that; 304 if it has the file.

    The ETag is S3's of an object that was uploaded at once. CloudFront makes it weak if it compresses.
    """
    compresses = path.startswith(description.ASSETS) and _is_compressed(
        request, body, headers[hdrs.CONTENT_TYPE]
    )
    tag = ETag(md5(body, usedforsecurity=False).hexdigest(), is_weak=compresses)
    if any(known.value in {tag.value, "*"} for known in request.if_none_match or ()):
        response = web.Response(status=304, headers=headers)
    elif compresses:
        response = web.Response(body=gzip.compress(body, mtime=0), headers=headers)
        response.headers[hdrs.CONTENT_ENCODING] = "gzip"
        response.headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
    else:
        response = web.Response(body=body, headers=headers)
    response.etag = tag
    return response


def _is_compressed(request: web.Request, body: bytes, content_type: str) -> bool:
    accepted = [coding.strip() for coding in request.headers.get(hdrs.ACCEPT_ENCODING, "").split(",")]
    return "gzip" in accepted and len(body) in COMPRESSED_BYTES and content_type.startswith(COMPRESSED_TYPES)
