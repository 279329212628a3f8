"""The documentation needs no other host."""

from typing import get_args

import pytest

from tests.webapp.events import call
from webapp.contract.openapi import contract
from webapp.docs.api import Asset

FILES = {
    "/health": ["/health"],
    "/openapi.json": ["/openapi.json"],
    "/docs": ["/docs"],
    "/docs/{asset}": [f"/docs/{asset}" for asset in get_args(Asset)],
}


def test_the_page_loads_only_from_its_own_host() -> None:
    page = call("GET", "/docs", as_=None)

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert {"default-src 'none'", "script-src 'self'"} <= {one.strip() for one in policy.split(";")}
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    assert "//" not in page.body


@pytest.mark.parametrize("asset", get_args(Asset))
def test_the_pages_assets_exist(asset: str) -> None:
    answer = call("GET", f"/docs/{asset}", as_=None)

    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert f"docs/{asset}" in call("GET", "/docs", as_=None).body


@pytest.mark.parametrize("asset", ["settings.py", "..%2Fapi.py", "index.html"])
def test_no_other_file_is_served(asset: str) -> None:
    assert call("GET", f"/docs/{asset}", as_=None).status in {404, 422}


def test_the_contract_is_served() -> None:
    assert call("GET", "/openapi.json", as_=None).body["info"]["title"] == "Dwipper"


@pytest.mark.parametrize("path", FILES)
def test_each_file_is_served_with_a_media_type_of_the_contract(path: str) -> None:
    """Without it, generated clients parse HTML as JSON."""
    responses = contract()["paths"][f"/api/v1{path}"]["get"]["responses"]
    served = {call("GET", one, as_=None).headers["content-type"].partition(";")[0] for one in FILES[path]}

    assert set(responses["200"]["content"]) == served
