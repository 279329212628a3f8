"""A request is checked against botocore's model before anything else."""

from typing import Any

import pytest
from botocore.session import get_session

from localcloud.emulator.strict.constraints import Constraints

CONSTRAINTS = Constraints()
NAME = r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"


def sign_up(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    request = {"ClientId": "client", "Username": "ada@example.org", "Password": "Correct-Horse-9", **changes}
    return {key: value for key, value in request.items() if value is not ...}


def refused(action: str, request: object) -> tuple[str, str]:
    """Returns Cognito's error and its message, or None."""
    return CONSTRAINTS.refusal(action, request) or ("", "")


@pytest.mark.parametrize(
    "request_",
    [
        sign_up(),
        sign_up(Username="a" * 128),
        sign_up(Username="émile+😀@例え.jp"),
        sign_up(Password="x" * 256),
        sign_up(Password="no-break\u00a0space"),
        sign_up(UserAttributes=[{"Name": "name", "Value": "v" * 2048}]),
        sign_up(Unknown=7),
    ],
)
def test_values_that_the_model_allows_pass(request_: dict[str, Any]) -> None:
    assert refused("SignUp", request_) == ("", "")


@pytest.mark.parametrize(
    ("request_", "failure"),
    [
        (sign_up(Username="a" * 129), "Value at 'username' failed to satisfy constraint: Member must have "
         "length less than or equal to 128"),
        (sign_up(Username="a b"), "Value at 'username' failed to satisfy constraint: Member must satisfy regular "
         f"expression pattern: {NAME}"),
        (sign_up(Username="a\u200b@example.org"), f"expression pattern: {NAME}"),
        (sign_up(Username="a\x00@example.org"), f"expression pattern: {NAME}"),
        (sign_up(Username="ada@example.org\n"), f"expression pattern: {NAME}"),
        (sign_up(Username=...), "Value at 'username' failed to satisfy constraint: Member must not be null"),
        (sign_up(Username=None), "Value at 'username' failed to satisfy constraint: Member must not be null"),
        (sign_up(Password="a b"), r"Value at 'password' failed to satisfy constraint: Member must satisfy regular "
         r"expression pattern: [\S]+"),
        (sign_up(Password=""), r"expression pattern: [\S]+"),
        (sign_up(Password="x" * 257), "length less than or equal to 256"),
        (sign_up(ClientId="a-b"), r"Value at 'clientId' failed"),
        (sign_up(SecretHash="h" * 129), "Value at 'secretHash' failed"),
        (sign_up(UserAttributes=[{"Name": "a", "Value": ""}, {"Name": "name", "Value": "v" * 2049}]),
         "Value at 'userAttributes.2.member.value' failed to satisfy constraint: Member must have length less "
         "than or equal to 2048"),
        (sign_up(UserAttributes=[{"Name": "n" * 33, "Value": ""}]), "'userAttributes.1.member.name' failed"),
    ],
)  # fmt: skip
def test_values_that_the_model_forbids_are_rejected_with_their_field(
    request_: dict[str, Any], failure: str
) -> None:
    error, message = refused("SignUp", request_)

    assert (error, message.partition(": ")[0]) == ("InvalidParameterException", "1 validation error detected")
    assert failure in message


def test_every_violation_is_listed() -> None:
    error, message = refused("SignUp", sign_up(Username="a b", Password="a b"))

    assert (error, message.partition(": ")[0]) == (
        "InvalidParameterException",
        "2 validation errors detected",
    )


@pytest.mark.parametrize(
    ("action", "request_"),
    [
        (
            "ChangePassword",
            {"AccessToken": "a.b.c", "PreviousPassword": " x", "ProposedPassword": "Correct-1"},
        ),
        ("ConfirmSignUp", {"ClientId": "c", "Username": "a", "ConfirmationCode": "12 34"}),
        (
            "ConfirmForgotPassword",
            {"ClientId": "c", "Username": "a", "ConfirmationCode": "1", "Password": " "},
        ),
        ("GetUser", {"AccessToken": "not a token"}),
        ("GetUser", {"AccessToken": ""}),
        ("RevokeToken", {"ClientId": "c", "Token": "not a token"}),
        ("InitiateAuth", {"ClientId": "c", "AuthFlow": "MAGIC"}),
        ("AdminSetUserPassword", {"UserPoolId": "p_1", "Username": "a", "Password": "a b"}),
        ("AdminGetUser", {"UserPoolId": "no underscore", "Username": "a"}),
        ("VerifyUserAttribute", {"AccessToken": "a.b.c", "AttributeName": "email", "Code": ""}),
    ],
)
def test_every_action_has_its_constraints(action: str, request_: dict[str, Any]) -> None:
    assert refused(action, request_)[0] == "InvalidParameterException"


def test_a_value_is_shown_unless_it_is_secret() -> None:
    _, message = refused("AdminGetUser", {"UserPoolId": "pool", "Username": "ada"})

    assert "Value 'pool' at 'userPoolId' failed" in message


@pytest.mark.parametrize(
    "request_",
    [
        sign_up(Username=7),
        sign_up(UserAttributes="email"),
        sign_up(UserAttributes=[None]),
        sign_up(ClientMetadata=[]),
        sign_up(Username="ada\ud800"),
        sign_up(UserAttributes=[{"Name": "name", "Value": "\udfff"}]),
        sign_up(ClientMetadata={"\ud800": "x"}),
        [],
        None,
        "text",
    ],
)
def test_a_wrong_type_or_invalid_unicode_cannot_be_read(request_: object) -> None:
    assert refused("SignUp", request_)[0] == "SerializationException"


def test_all_of_the_models_constraints_can_be_read() -> None:
    model = get_session().get_service_model("cognito-idp")
    for action in model.operation_names:
        shape = model.operation_model(action).input_shape
        for member in shape.members if shape else ():
            refused(action, {member: "x"})


def test_an_unknown_action_is_passed_to_the_emulator() -> None:
    assert refused("NoSuchAction", {}) == ("", "")
