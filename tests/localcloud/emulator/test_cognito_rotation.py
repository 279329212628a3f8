"""Rotation and revocation of refresh tokens, in the emulator."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.emulator.pool import EmulatedPool
from tests.localcloud.emulator_process import Emulator


class RotatingPool(EmulatedPool):
    """A pool whose client rotates refresh tokens."""

    def __init__(self, emulator: Emulator, grace: int = 60, **client: Any) -> None:  # noqa: ANN401
        rotation = {"Feature": "ENABLED", "RetryGracePeriodSeconds": grace}
        flows = ["ALLOW_USER_PASSWORD_AUTH"]
        super().__init__(emulator, {"RefreshTokenRotation": rotation, "ExplicitAuthFlows": flows, **client})

    def next_of(self, token: str) -> str:
        """Returns the token that a refresh returns."""
        answer = self.cognito.get_tokens_from_refresh_token(ClientId=self.client_id, RefreshToken=token)
        return str(answer["AuthenticationResult"]["RefreshToken"])

    def revoke(self, token: str) -> None:
        self.cognito.revoke_token(ClientId=self.client_id, Token=token)


@pytest.fixture(scope="module")
def pool(emulator: Emulator) -> RotatingPool:
    return RotatingPool(emulator)


@pytest.fixture(scope="module")
def hasty(emulator: Emulator) -> RotatingPool:
    """A pool without a grace period."""
    return RotatingPool(emulator, grace=0)


def claims_of(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims


def test_each_refresh_returns_another_token_that_expires_with_the_first(pool: RotatingPool) -> None:
    first = pool.log_in(pool.confirmed())["RefreshToken"]

    second = pool.next_of(first)
    third = pool.next_of(second)

    assert len({first, second, third}) == 3
    assert claims_of(first)["exp"] == claims_of(second)["exp"] == claims_of(third)["exp"]


def test_a_used_token_works_again_during_the_grace_period(pool: RotatingPool) -> None:
    first = pool.log_in(pool.confirmed())["RefreshToken"]

    assert pool.next_of(first) != pool.next_of(first)


def test_a_used_token_is_then_a_reuse_and_its_successor_still_works(hasty: RotatingPool) -> None:
    first = hasty.log_in(hasty.confirmed())["RefreshToken"]
    second = hasty.next_of(first)

    with pytest.raises(ClientError, match="RefreshTokenReuseException"):
        hasty.next_of(first)

    assert hasty.next_of(second)


def test_a_revoked_token_ends_its_session_and_no_other(pool: RotatingPool) -> None:
    email = pool.confirmed()
    here, elsewhere = pool.log_in(email), pool.log_in(email)
    newest = pool.next_of(here["RefreshToken"])

    pool.revoke(newest)

    with pytest.raises(ClientError, match="revoked"):
        pool.next_of(newest)
    with pytest.raises(ClientError, match="revoked"):
        pool.cognito.get_user(AccessToken=here["AccessToken"])
    assert pool.next_of(elsewhere["RefreshToken"])


def test_revoking_a_used_token_does_not_end_its_successor(pool: RotatingPool) -> None:
    """AWS documents only that other refresh tokens are not affected."""
    first = pool.log_in(pool.confirmed())["RefreshToken"]
    second = pool.next_of(first)

    pool.revoke(first)

    with pytest.raises(ClientError, match="revoked"):
        pool.next_of(first)
    assert pool.next_of(second)


def test_an_operator_ends_all_sessions_of_a_person_by_their_id(hasty: RotatingPool) -> None:
    tokens = hasty.log_in(hasty.confirmed())
    second = hasty.next_of(tokens["RefreshToken"])

    hasty.cognito.admin_user_global_sign_out(
        UserPoolId=hasty.id, Username=claims_of(tokens["AccessToken"])["sub"]
    )

    with pytest.raises(ClientError, match="NotAuthorizedException"):
        hasty.next_of(second)


def test_a_rotating_client_has_no_other_way_to_refresh(pool: RotatingPool, emulator: Emulator) -> None:
    with pytest.raises(ClientError, match="InvalidParameterException"):
        pool.refresh(pool.log_in(pool.confirmed())["RefreshToken"])
    with pytest.raises(ClientError, match="InvalidParameterException"):
        RotatingPool(emulator, ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])


def test_a_password_that_is_reset_ends_no_session(pool: RotatingPool) -> None:
    """AWS names four calls that end sessions, and this is none of them:
    https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html. People report it:
    https://github.com/aws-amplify/amplify-js/issues/6559.
    """
    email = pool.confirmed()
    token = pool.log_in(email)["RefreshToken"]
    pool.forgot(email)
    pool.reset(email, pool.code_for(email))

    assert pool.next_of(token)


def test_a_client_without_revocation_revokes_nothing(emulator: Emulator) -> None:
    pool = RotatingPool(emulator, EnableTokenRevocation=False)

    with pytest.raises(ClientError, match="UnsupportedOperationException"):
        pool.revoke(pool.log_in(pool.confirmed())["RefreshToken"])


def test_the_setting_can_be_read_and_changed(emulator: Emulator) -> None:
    pool = RotatingPool(emulator)
    client = {"UserPoolId": pool.id, "ClientId": pool.client_id}
    off = {"Feature": "DISABLED"}

    pool.cognito.update_user_pool_client(**client, RefreshTokenRotation=off)

    described = pool.cognito.describe_user_pool_client(**client)["UserPoolClient"]
    answer = pool.cognito.get_tokens_from_refresh_token(
        ClientId=pool.client_id, RefreshToken=pool.log_in(pool.confirmed())["RefreshToken"]
    )
    assert described["RefreshTokenRotation"] == off
    assert "RefreshToken" not in answer["AuthenticationResult"]


def test_a_restart_keeps_sessions_and_what_was_used(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        pool = RotatingPool(emulator, grace=0)
        first = pool.log_in(pool.confirmed())["RefreshToken"]
        second = pool.next_of(first)
        revoked = pool.log_in(pool.confirmed())["RefreshToken"]
        pool.revoke(revoked)

    with Emulator(tmp_path) as restarted:
        pool.use(restarted)

        with pytest.raises(ClientError, match="RefreshTokenReuseException"):
            pool.next_of(first)
        with pytest.raises(ClientError, match="revoked"):
            pool.next_of(revoked)
        assert pool.next_of(second)
