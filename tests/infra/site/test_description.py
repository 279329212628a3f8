"""AWS and the laptop serve the page in the same way."""

import pytest

from infra.site.description import BUILT, content_type, fallback, headers


@pytest.mark.parametrize("path", ["/", "/login", "/dwipps/018f", "/a.b/c", "/api"])
def test_a_route_of_the_page_is_answered_with_the_index(path: str) -> None:
    assert fallback(path) == "/index.html"


@pytest.mark.parametrize(
    "path", ["/assets/old-1234.js", "/assets/", "/assets/old", "/favicon.ico", "/local.json"]
)
def test_a_file_that_does_not_exist_is_not_answered_with_the_index(path: str) -> None:
    assert fallback(path) is None


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing", "/api/v1/users/me"])
def test_the_api_answers_its_own_paths(path: str) -> None:
    assert fallback(path) is None


def test_an_asset_is_kept_for_a_year() -> None:
    assert headers("/assets/index-1234.js")["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/index.html", "/manifest.json", "/dwipps/assets/"])
def test_files_that_are_not_assets_are_revalidated_and_not_stored_by_shared_caches(path: str) -> None:
    assert headers(path)["Cache-Control"] == "private, no-cache"


def test_the_page_loads_from_its_own_origin_alone_and_makes_no_script_from_text() -> None:
    assert headers("/")["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
        " manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'"
    )


def test_a_file_says_how_browsers_must_treat_it() -> None:
    """The front door sends them over http too, so none is about https."""
    assert set(headers("/")) == {
        "Cache-Control",
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
    }


def test_every_built_file_has_a_content_type() -> None:
    """A file that is served without one, browsers do not run: the headers forbid to guess."""
    for file in (file for file in BUILT.rglob("*") if file.is_file()):
        assert content_type(file.name)
