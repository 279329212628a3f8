"""The front door serves the page's files as CloudFront does."""

import asyncio
import gzip
from hashlib import md5
from pathlib import Path
from typing import NamedTuple

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDictProxy
from yarl import URL

from infra.site.description import SECURITY_HEADERS
from localcloud.front_door.page import page_of, protect

INDEX, SCRIPT = b"<!doctype html><title>Dwipper</title>", b"export const thought = 1;\n" * 100
NAME = "/assets/index-1234.js"


class ServedFile(NamedTuple):
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_bytes(INDEX)
    (folder / "manifest.webmanifest").write_bytes(b"{}")
    (folder / NAME[1:]).write_bytes(SCRIPT)
    (tmp_path / "secret.txt").write_bytes(b"not of the page")
    return folder


def answer(built: Path, path: str, method: str = "GET", **headers: str) -> ServedFile:
    async def exchange() -> ServedFile:
        application = web.Application()
        application.on_response_prepare.append(protect)
        application.router.add_route("*", r"/{path:[\s\S]*}", page_of(built))
        plain = {
            "Accept-Encoding": "identity",
            **{name.replace("_", "-"): it for name, it in headers.items()},
        }
        async with TestClient(TestServer(application), auto_decompress=False) as client:
            response = await client.request(method, URL(path, encoded=True), headers=plain)
            return ServedFile(response.status, response.headers, await response.read())

    return asyncio.run(exchange())


@pytest.mark.parametrize("path", ["/", "/login", "/dwipps/018f", "/users/a%2Fb", "/index.html", "/a%0Ab"])
def test_a_route_of_the_page_is_answered_with_the_index(built: Path, path: str) -> None:
    status, headers, body = answer(built, path)

    assert (status, body) == (200, INDEX)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Content-Security-Policy"] == SECURITY_HEADERS["Content-Security-Policy"]


def test_an_asset_may_be_kept_for_a_year(built: Path) -> None:
    status, headers, body = answer(built, NAME)

    assert (status, body) == (200, SCRIPT)
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_manifest_has_its_content_type(built: Path) -> None:
    assert answer(built, "/manifest.webmanifest").headers["Content-Type"] == "application/manifest+json"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/old-1234.js",
        "/favicon.ico",
        "/ASSETS/index-1234.js",
        "/assets//index-1234.js",
        "/assets/%2e%2e/index.html",
        "/..%2Fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/..%5C..%5Csecret.txt",
        "/%2Fetc%2Fpasswd.txt",
        "/index.html%00.js",
    ],
)
def test_a_file_that_the_page_does_not_have_is_not_found(built: Path, path: str) -> None:
    status, headers, body = answer(built, path)

    assert (status, headers.get("Cache-Control")) == (404, None)
    assert b"not of the page" not in body
    assert SECURITY_HEADERS.items() <= dict(headers).items()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_file_can_only_be_read(built: Path, method: str) -> None:
    assert answer(built, "/", method).status == 403


def test_head_has_the_headers_of_get_and_no_body(built: Path) -> None:
    status, headers, body = answer(built, NAME, "HEAD")

    assert (status, headers["Content-Length"], body) == (200, str(len(SCRIPT)), b"")


def test_a_file_has_the_etag_that_s3_gives_it(built: Path) -> None:
    assert answer(built, NAME).headers["ETag"] == f'"{md5(SCRIPT).hexdigest()}"'


@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"other", W/"{}"', "*"])
def test_a_file_that_the_browser_has_is_not_sent_again(built: Path, tag: str) -> None:
    status, headers, body = answer(built, "/login", If_None_Match=tag.format(md5(INDEX).hexdigest()))

    assert (status, body) == (304, b"")
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["ETag"] == f'"{md5(INDEX).hexdigest()}"'


def test_an_edited_file_is_sent_again(built: Path) -> None:
    tag = answer(built, "/").headers["ETag"]
    (built / "index.html").write_bytes(b"new")

    assert answer(built, "/", If_None_Match=tag).body == b"new"


def test_a_browser_that_reads_gzip_receives_it(built: Path) -> None:
    _, headers, body = answer(built, NAME, Accept_Encoding="gzip, deflate, br, zstd")

    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert headers["ETag"] == f'W/"{md5(SCRIPT).hexdigest()}"'
    assert gzip.decompress(body) == SCRIPT


@pytest.mark.parametrize(("path", "codings"), [("/", "gzip"), (NAME, "br"), (NAME, "gzip;q=0")])
def test_what_cloudfront_does_not_compress_is_not_compressed(built: Path, path: str, codings: str) -> None:
    """It leaves files below 1,000 bytes as they are."""
    assert "Content-Encoding" not in answer(built, path, Accept_Encoding=codings).headers


def test_an_index_is_not_compressed_whatever_its_size(built: Path) -> None:
    """The managed policy CachingDisabled, which the index has, does not let CloudFront compress."""
    (built / "index.html").write_bytes(INDEX * 100)

    assert "Content-Encoding" not in answer(built, "/", Accept_Encoding="gzip").headers


def test_without_built_files_nothing_is_found(tmp_path: Path) -> None:
    assert answer(tmp_path / "none", "/").status == 404
