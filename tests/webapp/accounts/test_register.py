"""The call to Cognito for a registration."""

import secrets
from typing import Any

import pytest
from botocore.stub import Stubber

from tests.webapp.accounts.cognito_calls import TO_ADA
from tests.webapp.events import call

pytestmark = pytest.mark.usefixtures("aws")

# https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+="


@pytest.mark.parametrize("drawn", ["a" * 43, "A" * 43, "0" * 43, "_" * 43])
def test_the_random_password_fulfils_every_possible_policy(
    cognito: Stubber, monkeypatch: pytest.MonkeyPatch, drawn: str
) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(cognito.client, "sign_up", lambda **parameters: asked.update(parameters))
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _: drawn)

    assert call("POST", "/accounts", TO_ADA).status == 202

    for kind in (str.islower, str.isupper, str.isdigit, SYMBOLS.__contains__):
        assert any(map(kind, asked["Password"])), f"no character is of {kind}"
