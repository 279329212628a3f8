"""A client with a secret: every call through that client needs it."""

import base64
import hashlib
import hmac
import secrets
from typing import Any

import pytest

from tests.localcloud.emulator.pool import PASSWORD, EmulatedPool
from tests.localcloud.emulator.test_cognito import Refused
from tests.localcloud.emulator_process import Emulator


class SecretPool(EmulatedPool):
    """A pool whose client has a secret."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(emulator, {"GenerateSecret": True})

    def hash(self, name: str, key: str | None = None) -> str:
        key = key or self.client["ClientSecret"]
        digest = hmac.digest(key.encode(), (name + self.client_id).encode(), hashlib.sha256)
        return base64.b64encode(digest).decode()

    def tokens(self) -> dict[str, str]:
        """Returns the tokens of a new person, who signed up and logged in with a mixed-case name."""
        email = f"{secrets.token_hex(6)}@Example.org"
        self.cognito.sign_up(
            ClientId=self.client_id, Username=email, Password=PASSWORD, SecretHash=self.hash(email)
        )
        self.cognito.confirm_sign_up(
            ClientId=self.client_id,
            Username=email,
            ConfirmationCode=self.code_for(email.lower()),
            SecretHash=self.hash(email),
        )
        parameters = {"USERNAME": email, "PASSWORD": PASSWORD, "SECRET_HASH": self.hash(email)}
        return dict(self._initiate("USER_PASSWORD_AUTH", parameters)["AuthenticationResult"])

    def refresh_by_flow(self, token: str, **proof: str) -> Any:  # noqa: ANN401
        return self._initiate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": token, **proof})

    def refresh_by_token(self, token: str, **proof: str) -> Any:  # noqa: ANN401
        return self.cognito.get_tokens_from_refresh_token(
            ClientId=self.client_id, RefreshToken=token, **proof
        )

    def sub(self, tokens: dict[str, str]) -> str:
        user = self.cognito.get_user(AccessToken=tokens["AccessToken"])
        return str(next(one["Value"] for one in user["UserAttributes"] if one["Name"] == "sub"))

    def _initiate(self, flow: str, parameters: dict[str, str]) -> Any:  # noqa: ANN401
        return self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow=flow, AuthParameters=parameters)


@pytest.fixture(scope="module")
def pool(emulator: Emulator) -> SecretPool:
    return SecretPool(emulator)


WITHOUT_A_TOKEN: dict[str, dict[str, str]] = {
    "sign_up": {"Password": PASSWORD},
    "confirm_sign_up": {"ConfirmationCode": "123456"},
    "resend_confirmation_code": {},
    "forgot_password": {},
    "confirm_forgot_password": {"ConfirmationCode": "123456", "Password": PASSWORD},
}


@pytest.mark.parametrize("operation", WITHOUT_A_TOKEN)
def test_without_the_secret_every_call_is_rejected(pool: SecretPool, operation: str) -> None:
    email = f"{secrets.token_hex(6)}@example.org"
    call = getattr(pool.cognito, operation)
    request = {"ClientId": pool.client_id, "Username": email, **WITHOUT_A_TOKEN[operation]}

    with Refused("NotAuthorizedException", "is configured with secret but SECRET_HASH was not received"):
        call(**request)
    for wrong in (pool.hash(email, "another"), pool.hash("eve@example.org")):
        with Refused("NotAuthorizedException", f"Unable to verify secret hash for client {pool.client_id}"):
            call(**request, SecretHash=wrong)


def test_a_login_needs_the_secret(pool: SecretPool) -> None:
    parameters = {"USERNAME": "ada@example.org", "PASSWORD": PASSWORD}

    for proof in ({}, {"SECRET_HASH": pool.hash("eve@example.org")}):
        with Refused("NotAuthorizedException", pool.client_id):
            pool.cognito.initiate_auth(
                ClientId=pool.client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={**parameters, **proof},
            )


def test_the_hash_is_of_the_name_as_it_was_sent(pool: SecretPool) -> None:
    assert pool.tokens()["AccessToken"]


def test_the_refresh_flow_needs_the_hash_of_the_sub(pool: SecretPool) -> None:
    tokens = pool.tokens()

    assert pool.refresh_by_flow(tokens["RefreshToken"], SECRET_HASH=pool.hash(pool.sub(tokens)))
    with Refused("NotAuthorizedException"):
        pool.refresh_by_flow(tokens["RefreshToken"])
    with Refused("NotAuthorizedException"):
        pool.refresh_by_flow(tokens["RefreshToken"], SECRET_HASH=pool.hash("another"))


def test_the_refresh_operation_needs_the_secret(pool: SecretPool) -> None:
    token = pool.tokens()["RefreshToken"]

    assert pool.refresh_by_token(token, ClientSecret=pool.client["ClientSecret"])["AuthenticationResult"]
    with Refused("NotAuthorizedException"):
        pool.refresh_by_token(token)
    with Refused("NotAuthorizedException"):
        pool.refresh_by_token(token, ClientSecret="x" * 48)


def test_a_token_is_revoked_only_with_the_secret(pool: SecretPool) -> None:
    token, secret = pool.tokens()["RefreshToken"], pool.client["ClientSecret"]

    with Refused("UnauthorizedException"):
        pool.cognito.revoke_token(ClientId=pool.client_id, Token=token)
    assert pool.refresh_by_token(token, ClientSecret=secret)

    pool.cognito.revoke_token(ClientId=pool.client_id, Token=token, ClientSecret=secret)
    with Refused("NotAuthorizedException", "revoked"):
        pool.refresh_by_token(token, ClientSecret=secret)
