"""The user pool, and the app's client of it."""

from tests.infra.program import Program
from webapp.accounts.cookies import COOKIE_SECONDS


def test_people_sign_in_with_an_email_and_a_strong_password(program: Program) -> None:
    pool = program.one("cognito/userPool:UserPool").inputs

    assert pool["usernameAttributes"] == ["email"]
    assert pool["autoVerifiedAttributes"] == ["email"]
    assert pool["passwordPolicy"] == {
        "minimumLength": 8,
        "requireLowercase": True,
        "requireNumbers": True,
        "requireSymbols": False,
        "requireUppercase": True,
        "temporaryPasswordValidityDays": 7,
    }


def test_a_code_by_mail_recovers_an_account(program: Program) -> None:
    pool = program.one("cognito/userPool:UserPool").inputs

    recovery = {"name": "verified_email", "priority": 1}
    assert pool["accountRecoverySetting"] == {"recoveryMechanisms": [recovery]}
    assert "{####}" in pool["verificationMessageTemplate"]["emailMessage"]


def test_the_pool_pays_only_for_features_in_use(program: Program) -> None:
    assert program.one("cognito/userPool:UserPool").inputs["userPoolTier"] == "LITE"


def test_the_client_has_a_secret_and_hides_which_accounts_exist(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs

    assert client["generateSecret"] is True
    assert client["preventUserExistenceErrors"] == "ENABLED"
    assert set(client["explicitAuthFlows"]) == {"ALLOW_USER_PASSWORD_AUTH"}
    assert client["readAttributes"] == client["writeAttributes"] == ["email"]
    assert client["enableTokenRevocation"] is True


def test_an_email_changed_through_cognitos_own_api_must_be_verified_first(program: Program) -> None:
    updates = program.one("cognito/userPool:UserPool").inputs["userAttributeUpdateSettings"]

    assert updates == {"attributesRequireVerificationBeforeUpdates": ["email"]}


def test_access_lasts_a_quarter_of_an_hour_and_a_session_thirty_days(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs
    units = client["tokenValidityUnits"]

    assert (client["accessTokenValidity"], units["accessToken"]) == (15, "minutes")
    assert (client["idTokenValidity"], units["idToken"]) == (15, "minutes")
    assert (client["refreshTokenValidity"], units["refreshToken"]) == (30, "days")
    assert client["refreshTokenValidity"] * 24 * 60 * 60 == COOKIE_SECONDS


def test_refresh_tokens_rotate_and_a_lost_response_can_be_asked_for_again(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs

    assert client["refreshTokenRotation"] == {"feature": "ENABLED", "retryGracePeriodSeconds": 60}
