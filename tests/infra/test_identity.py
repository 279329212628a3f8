"""Who people are: the pool, and the app's client of it."""

from tests.infra.program import Program


def test_people_sign_in_by_an_email_with_a_sound_password(program: Program) -> None:
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


def test_a_person_costs_no_more_than_what_is_used(program: Program) -> None:
    assert program.one("cognito/userPool:UserPool").inputs["userPoolTier"] == "LITE"


def test_the_client_has_a_secret_and_tells_nobody_who_exists(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs

    assert client["generateSecret"] is True
    assert client["preventUserExistenceErrors"] == "ENABLED"
    assert set(client["explicitAuthFlows"]) == {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
    assert client["readAttributes"] == client["writeAttributes"] == ["email"]
    assert client["enableTokenRevocation"] is True


def test_an_email_that_somebody_changes_by_cognitos_own_api_is_proved_first(program: Program) -> None:
    updates = program.one("cognito/userPool:UserPool").inputs["userAttributeUpdateSettings"]

    assert updates == {"attributesRequireVerificationBeforeUpdates": ["email"]}


def test_access_lasts_an_hour_and_a_session_thirty_days(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs
    units = client["tokenValidityUnits"]

    assert (client["accessTokenValidity"], units["accessToken"]) == (60, "minutes")
    assert (client["idTokenValidity"], units["idToken"]) == (60, "minutes")
    assert (client["refreshTokenValidity"], units["refreshToken"]) == (30, "days")
