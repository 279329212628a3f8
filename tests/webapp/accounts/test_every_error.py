"""The app has a response for every error that botocore's model lists for the operations that it calls.

A response is a status, or the code of a problem. The response to a request with an email does not reveal whether the
email is registered: an error that Cognito only has for existing people looks like success, or like a wrong code or
password.
"""

from collections.abc import Mapping

import botocore.session
import pytest
from botocore import xform_name
from botocore.stub import Stubber

from infra.operations import OPERATIONS as CALLED
from tests.webapp.accounts.cognito_calls import OPERATIONS

pytestmark = pytest.mark.usefixtures("aws")

TRIGGERS = "InvalidLambdaResponse UnexpectedLambda UserLambdaValidation"
SENDING = "InvalidEmailRoleAccessPolicy InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship"
# For any account: the pool or the client is gone, Cognito fails or is turned off, or a firewall refuses.
OURS = {"internal": "ResourceNotFound", "unavailable": "Forbidden InternalError OperationNotEnabled"}
OFTEN = {"too_many_requests": "TooManyRequests"}
BY_ADMIN = {
    "internal": "ResourceNotFound",
    "unavailable": "InternalError InvalidParameter NotAuthorized OperationNotEnabled",
    **OFTEN,
}
SESSION = {
    **OURS,
    **OFTEN,
    "unauthorized": "InvalidParameter NotAuthorized PasswordResetRequired UserNotConfirmed UserNotFound",
}
MAILED = f"CodeDeliveryFailure LimitExceeded {SENDING} {TRIGGERS}"
ASKED_FOR_A_MAIL = f"{MAILED} InvalidParameter NotAuthorized UserNotFound"
WRONG = "CodeMismatch ExpiredCode LimitExceeded TooManyFailedAttempts"
CODE = f"{WRONG} InvalidParameter NotAuthorized UserNotFound {TRIGGERS}"

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "register": {
        **OURS,
        **OFTEN,
        "unavailable": f"{OURS['unavailable']} NotAuthorized",
        "invalid_email": "InvalidParameter",
        "202": f"{MAILED} InvalidPassword UsernameExists",
    },
    "register again": {
        "202": f"{ASKED_FOR_A_MAIL} ResourceNotFound Forbidden InternalError OperationNotEnabled TooManyRequests"
    },
    "resend": {**OURS, **OFTEN, "202": ASKED_FOR_A_MAIL},
    "confirm": {**OURS, **OFTEN, "invalid_code": f"{CODE} AliasExists"},
    "confirm: password": {
        **BY_ADMIN,
        "invalid_code": "UserNotFound",
        "weak_password": "InvalidPassword PasswordHistoryPolicyViolation",
    },
    "confirm: name": {**BY_ADMIN, "invalid_code": "UserNotFound"},
    "log in": {
        **OURS,
        **OFTEN,
        "unavailable": f"{OURS['unavailable']} FeatureUnavailableInTier InvalidUserPoolConfiguration"
        " UnsupportedOperation",
        "invalid_credentials": "InvalidParameter NotAuthorized PasswordResetRequired UserNotConfirmed UserNotFound"
        f" {SENDING} {TRIGGERS}",
    },
    "refresh": {
        **OURS,
        **OFTEN,
        # Then the sessions have to end, and no answer is expected to that: "refresh: reuse".
        "unavailable": f"{OURS['unavailable']} RefreshTokenReuse",
        "invalid_refresh_token": f"InvalidParameter NotAuthorized UserNotFound {TRIGGERS}",
    },
    "refresh: reuse": {**BY_ADMIN, "invalid_refresh_token": "UserNotFound"},
    "revoke": {
        **OFTEN,
        "unavailable": f"{OURS['unavailable']} UnsupportedOperation",
        "204": "InvalidParameter Unauthorized UnsupportedTokenType",
    },
    "log out": {
        **SESSION,
        "unauthorized": "InvalidParameter NotAuthorized PasswordResetRequired UserNotConfirmed",
    },
    "forgot": {**OURS, **OFTEN, "202": ASKED_FOR_A_MAIL},
    "reset": {
        **OURS,
        **OFTEN,
        "invalid_code": f"{CODE} UserNotConfirmed",
        "weak_password": "InvalidPassword PasswordHistoryPolicyViolation",
    },
    "reset: sessions": {**BY_ADMIN, "204": "UserNotFound"},
    "change": {
        **SESSION,
        "unauthorized": "NotAuthorized PasswordResetRequired UserNotConfirmed UserNotFound",
        "too_many_requests": "TooManyRequests LimitExceeded",
        "weak_password": "InvalidPassword PasswordHistoryPolicyViolation",
        "wrong_password": "InvalidParameter",
    },
    "me": SESSION,
    "rename": SESSION,
    "leave": {
        **SESSION,
        "unauthorized": "InvalidParameter NotAuthorized PasswordResetRequired UserNotConfirmed",
        "204": "UserNotFound",
    },
    # The account is hidden already, and the worker deletes it.
    "leave: account": {
        **OURS,
        **OFTEN,
        "204": "InvalidParameter NotAuthorized PasswordResetRequired UserNotConfirmed UserNotFound",
    },
}
# Only the jobs call it, and retry it: tests/webapp/changes/test_worker.py.
WORKERS = {"AdminDeleteUser"}
MODEL = botocore.session.get_session().get_service_model("cognito-idp")
BY_PYTHONS_NAME = {xform_name(name): name for name in MODEL.operation_names}


ERRORS = [
    (name, error, answer)
    for name, answers in ANSWERS.items()
    for answer, some in answers.items()
    for error in some.split()
]


def test_every_operation_that_the_app_calls_is_here() -> None:
    asked = {BY_PYTHONS_NAME[one] for asking in OPERATIONS.values() for one in asking.calls}

    assert asked | WORKERS == CALLED["cognito-idp"]
    assert set(ANSWERS) == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_error_of_the_model_is_here(name: str) -> None:
    model = MODEL.operation_model(BY_PYTHONS_NAME[OPERATIONS[name].calls[-1]])

    errors = [error for one, error, _ in ERRORS if one == name]

    assert sorted(errors) == sorted(shape.name.removesuffix("Exception") for shape in model.error_shapes)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_error_gets_its_documented_response(cognito: Stubber, name: str) -> None:
    wanted = {error: answer for one, error, answer in ERRORS if one == name}

    answers = {error: OPERATIONS[name].answer(cognito, f"{error}Exception") for error in wanted}

    assert {
        error: str(one.status) if one.status < 400 else one.code for error, one in answers.items()
    } == wanted


@pytest.mark.parametrize("name", ["register", "register again", "resend", "forgot"])
def test_no_response_reveals_whether_a_mail_was_sent(cognito: Stubber, name: str) -> None:
    sent = OPERATIONS[name].answer(cognito)

    for error in ANSWERS[name]["202"].split():
        if (name, error) != ("register", "UsernameExists"):  # asks for another mail: "register again"
            assert OPERATIONS[name].answer(cognito, f"{error}Exception") == sent
    assert sent == OPERATIONS["register"].answer(cognito)


@pytest.mark.parametrize(
    ("name", "code"),
    [("confirm", "invalid_code"), ("reset", "invalid_code"), ("log in", "invalid_credentials")],
)
def test_no_response_reveals_whose_code_or_password_is_wrong(cognito: Stubber, name: str, code: str) -> None:
    nobody = OPERATIONS[name].answer(cognito, "UserNotFoundException")

    for error in ANSWERS[name][code].split():
        assert OPERATIONS[name].answer(cognito, f"{error}Exception") == nobody
