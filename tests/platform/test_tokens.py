"""The gateway or the app rejects every token except the access token of a login."""

import time
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from tests.platform.api import LaptopApi, Somebody
from tests.platform.running import RunningPlatform
from tests.platform.tokens import claims_of, forged, signed_by_the_pool


@pytest.fixture
def state(platform: RunningPlatform) -> Path:
    return platform.tree / ".local"


def post(api: LaptopApi, token: str | None) -> requests.Response:
    return api.call("POST", "/dwipps", {"text": "Who says so?"}, token=token)


def assert_refused(api: LaptopApi, ada: Somebody, token: str | None) -> None:
    assert post(api, token).status_code in {401, 403}
    assert api.call("GET", "/me/dwipps", token=ada.access).json()["items"] == []


def test_the_access_token_of_a_login_is_accepted(api: LaptopApi, ada: Somebody) -> None:
    assert post(api, ada.access).status_code == 201


def test_tokens_made_by_the_tests_are_accepted(api: LaptopApi, ada: Somebody, state: Path) -> None:
    assert post(api, signed_by_the_pool(state, ada.access)).status_code == 201


@pytest.mark.parametrize("token", [None, "garbage", "a.b.c", ""])
def test_no_token_or_garbage_is_refused(api: LaptopApi, ada: Somebody, token: str | None) -> None:
    assert_refused(api, ada, token)


@pytest.mark.parametrize(
    "token",
    [
        "W10.e30.x",
        "MQ.MQ.x",
        "bnVsbA.e30.x",
        "TmFO.TmFO.x",
        "eyJraWQiOiJ4In0.W10.x",
        "eyJraWQiOltdfQ.e30.x",
        "e30.e30.\u00e9".encode().decode("latin-1"),
        "!.!.!",
        "e30.e30.x.x",
        f"{'W1tb' * 1200}.e30.x",
        f"{'e30' * 1500}.e30.x",
        "..",
    ],
    ids=[
        "list",
        "number",
        "null",
        "nan",
        "claims",
        "kid",
        "latin",
        "alphabet",
        "parts",
        "deep",
        "long",
        "empty",
    ],
)
def test_a_malformed_token_is_rejected_in_the_gateways_words(api: LaptopApi, token: str) -> None:
    answer = post(api, token)

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})


def test_a_forged_signature_is_refused(api: LaptopApi, ada: Somebody) -> None:
    assert_refused(api, ada, forged(ada.access))


def test_a_token_without_a_signature_is_refused(api: LaptopApi, ada: Somebody) -> None:
    assert_refused(api, ada, jwt.encode(claims_of(ada.access), "", algorithm="none"))


def test_a_changed_claim_is_refused(api: LaptopApi, ada: Somebody) -> None:
    header, _, signature = ada.access.split(".")
    other = jwt.encode({**claims_of(ada.access), "sub": "somebody-else"}, "k" * 32, algorithm="HS256")
    assert_refused(api, ada, ".".join((header, other.split(".")[1], signature)))


@pytest.mark.parametrize("kind", ["id_token", "refresh_token"])
def test_the_other_tokens_of_a_login_are_refused(api: LaptopApi, ada: Somebody, kind: str) -> None:
    assert_refused(api, ada, ada.tokens[kind])


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 60},
        {"client_id": "another-client"},
        {"iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Another00"},
        {"token_use": "id"},
        {"token_use": "refresh"},
        {"scope": "openid"},
        {"scope": ""},
    ],
    ids=lambda claims: "-".join(f"{name}-{str(value)[:8]}" for name, value in claims.items()),
)
def test_a_well_signed_token_with_a_wrong_claim_is_refused(
    api: LaptopApi, ada: Somebody, state: Path, claims: dict[str, Any]
) -> None:
    assert_refused(api, ada, signed_by_the_pool(state, ada.access, **claims))


@pytest.mark.parametrize("claim", ["exp", "iss", "client_id", "token_use", "scope", "sub"])
def test_a_well_signed_token_that_lacks_a_claim_is_refused(
    api: LaptopApi, ada: Somebody, state: Path, claim: str
) -> None:
    assert_refused(api, ada, signed_by_the_pool(state, ada.access, without=claim))


def test_claims_in_headers_and_body_change_nothing(api: LaptopApi, ada: Somebody) -> None:
    victim = claims_of(api.somebody().access)["sub"]
    headers = {
        "X-Amzn-Oidc-Identity": victim,
        "X-User-Id": victim,
        "Sub": victim,
        "Requestcontext": f'{{"authorizer":{{"jwt":{{"claims":{{"sub":"{victim}"}}}}}}}}',
        "Apig-Wsgi.Request-Context": f'{{"authorizer":{{"jwt":{{"claims":{{"sub":"{victim}"}}}}}}}}',
    }

    written = api.call("POST", "/dwipps", {"text": "Still me."}, token=ada.access, headers=headers)
    claimed = api.call("POST", "/dwipps", {"text": "Me?", "author_id": victim}, token=ada.access)
    nobody = api.call("POST", "/dwipps", {"text": "Nobody."}, headers=headers)

    assert written.json()["author"]["id"] == claims_of(ada.access)["sub"]
    assert (claimed.status_code, nobody.status_code) == (422, 401)
