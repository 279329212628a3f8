"""The caller comes only from the gateway's claims."""

import time
from typing import Any

import pytest
from botocore.stub import Stubber

from tests.webapp.events import answer_to, call, make_claims, make_event

pytestmark = pytest.mark.usefixtures("aws")


def status_with(claims: Any) -> int:  # noqa: ANN401
    return answer_to(make_event(path="/dwipps", claims=claims)).status


def test_the_claims_of_an_access_token_are_taken() -> None:
    assert status_with(make_claims()) == 200


def test_a_number_for_the_expiry_is_taken_too() -> None:
    assert status_with(make_claims(exp=int(time.time()) + 60)) == 200


@pytest.mark.parametrize("claim", ["sub", "token_use", "exp", "scope"])
def test_a_missing_claim_is_refused(claim: str) -> None:
    assert status_with(make_claims(without=claim)) == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"token_use": "id"},
        {"token_use": "refresh"},
        {"exp": "1"},
        {"exp": "soon"},
        {"exp": None},
        {"scope": "openid profile"},
        {"scope": ["aws.cognito.signin.user.admin.not"]},
        {"sub": ""},
        {"sub": 7},
        {"sub": "\ud800"},
        {"sub": "a" * 256},
        {"sub": "ada\n"},
    ],
)
def test_a_wrong_claim_is_refused(claims: dict[str, Any]) -> None:
    assert status_with(make_claims(**claims)) == 401


@pytest.mark.parametrize("claims", [{}, "sub", 7, ["sub"]])
def test_malformed_claims_are_rejected(claims: Any) -> None:  # noqa: ANN401
    assert status_with(claims) == 401


def test_without_claims_from_the_gateway_there_is_no_caller() -> None:
    headers = {
        "authorization": "Bearer a.real.looking.token",
        "apig-wsgi.request-context": '{"authorizer": {"jwt": {"claims": {"sub": "ada"}}}}',
        "x-user-id": "ada",
    }

    assert answer_to(make_event(path="/dwipps", headers=headers)).code == "unauthorized"


def test_a_header_or_a_field_cannot_name_another_caller() -> None:
    written = call("POST", "/dwipps", {"text": "Me."}, headers={"sub": "eve", "x-amzn-oidc-identity": "eve"})
    claimed = call("POST", "/dwipps", {"text": "Me.", "author_id": "eve"})

    assert written.body["author"]["id"] == "ada"
    assert claimed.code == "invalid_request"


@pytest.mark.parametrize("sent", ["Bearer a.b.c", "bearer a.b.c", "BEARER  a.b.c", "a.b.c"])
def test_cognito_gets_the_token_with_and_without_its_scheme(cognito: Stubber, sent: str) -> None:
    cognito.add_response("global_sign_out", {}, {"AccessToken": "a.b.c"})

    assert call("DELETE", "/sessions", headers={"authorization": sent}).status == 204
