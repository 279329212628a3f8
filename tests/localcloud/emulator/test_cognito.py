"""Cognito's own API, as a client that bypasses the app's API could use it."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.session import get_session

from tests.localcloud.emulator.pool import PASSWORD, EmulatedPool
from tests.localcloud.emulator_process import Emulator
from tests.platform.running import eventually

MODEL = get_session().get_service_model("cognito-idp")


@pytest.fixture(scope="module")
def pool(emulator: Emulator) -> EmulatedPool:
    return EmulatedPool(emulator)


def new_email() -> str:
    return f"{secrets.token_hex(6)}@example.org"


class Refused:
    """Expects this error of a call. botocore's model must list it for the operation."""

    def __init__(self, code: str, message: str = "") -> None:
        self._raised = pytest.raises(ClientError)
        self._code, self._message = code, message

    def __enter__(self) -> None:
        self._info = self._raised.__enter__()

    def __exit__(self, *error: Any) -> bool:  # noqa: ANN401
        caught = self._raised.__exit__(*error)
        refusal = self._info.value.response["Error"]
        assert (refusal["Code"], self._message in refusal["Message"]) == (self._code, True), refusal
        operation = MODEL.operation_model(self._info.value.operation_name)
        assert self._code in {shape.name for shape in operation.error_shapes}
        return caught


@pytest.mark.parametrize(
    "attribute",
    [
        "sub",
        "cognito:groups",
        "cognito:user_status",
        "email_verified",
        "identities",
        "phone_number",
        "nickname",
    ],
)
def test_a_client_cannot_set_attributes_that_it_may_not_write(pool: EmulatedPool, attribute: str) -> None:
    with pytest.raises(ClientError):
        pool.sign_up(new_email(), (attribute, "admin"))

    access = pool.log_in(pool.confirmed())["AccessToken"]
    with Refused("NotAuthorizedException", "unauthorized attribute"):
        pool.cognito.update_user_attributes(
            AccessToken=access, UserAttributes=[{"Name": attribute, "Value": "admin"}]
        )


def test_a_client_sets_attributes_that_it_may_write(pool: EmulatedPool) -> None:
    access = pool.log_in(pool.confirmed())["AccessToken"]

    pool.cognito.update_user_attributes(AccessToken=access, UserAttributes=[{"Name": "name", "Value": "Ada"}])

    attributes = pool.cognito.get_user(AccessToken=access)["UserAttributes"]
    assert {"Name": "name", "Value": "Ada"} in attributes
    assert {"Name": "email_verified", "Value": "true"} in attributes


def test_emails_are_case_insensitive(pool: EmulatedPool) -> None:
    email = pool.confirmed()

    assert pool.log_in(email.upper())
    with Refused("UsernameExistsException"):
        pool.sign_up(email.title())


def test_one_of_many_racing_registrations_of_an_email_succeeds(pool: EmulatedPool) -> None:
    email = new_email()

    def attempt(_: int) -> bool:
        try:
            pool.sign_up(email)
        except pool.cognito.exceptions.UsernameExistsException:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(attempt, range(64))) == 1


def test_the_address_that_a_code_was_mailed_to_is_masked(pool: EmulatedPool) -> None:
    destination = pool.sign_up("grace@example.org")["CodeDeliveryDetails"]["Destination"]

    assert destination == "g****@e****"


@pytest.mark.parametrize("password", [PASSWORD, "Wrong-Horse-9"])
def test_an_unconfirmed_account_is_reported_before_the_password_is_checked(
    pool: EmulatedPool, password: str
) -> None:
    email = new_email()
    pool.sign_up(email)

    for _ in range(6):
        with Refused("UserNotConfirmedException", "User is not confirmed."):
            pool.log_in(email, password)


@pytest.mark.parametrize("missing", ["USERNAME", "PASSWORD"])
def test_a_login_without_name_or_password_is_rejected(pool: EmulatedPool, missing: str) -> None:
    parameters = {"USERNAME": new_email(), "PASSWORD": PASSWORD, missing: ""}

    with Refused("InvalidParameterException", f"Missing required parameter {missing}"):
        pool.cognito.initiate_auth(
            ClientId=pool.client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters
        )


def answers(asked: Callable[[], Any]) -> set[str]:
    """Returns the two answers that alternate if a code cannot be mailed."""
    outcomes = set()
    for _ in range(2):
        try:
            outcomes.add(asked()["CodeDeliveryDetails"]["DeliveryMedium"])
        except ClientError as error:
            outcomes.add(error.response["Error"]["Code"])
    return outcomes


@pytest.mark.parametrize("state", ["unknown", "unconfirmed", "disabled"])
def test_a_password_that_cannot_be_reset_gets_the_answer_for_an_unknown_person_and_no_mail(
    pool: EmulatedPool, state: str
) -> None:
    email = pool.confirmed() if state == "disabled" else new_email()
    if state == "unconfirmed":
        pool.sign_up(email)
    if state == "disabled":
        pool.cognito.admin_disable_user(UserPoolId=pool.id, Username=email)
    mails = pool.emulator.mails()

    outcomes = answers(lambda: pool.cognito.forgot_password(ClientId=pool.client_id, Username=email))

    assert outcomes == {"EMAIL", "InvalidParameterException"}
    assert pool.emulator.mails() == mails


@pytest.mark.parametrize("state", ["unknown", "disabled"])
def test_a_person_who_cannot_get_a_new_code_gets_the_answer_for_an_unknown_person_and_no_mail(
    pool: EmulatedPool, state: str
) -> None:
    email = new_email()
    if state == "disabled":
        pool.sign_up(email)
        pool.cognito.admin_disable_user(UserPoolId=pool.id, Username=email)
    mails = pool.emulator.mails()

    outcomes = answers(lambda: pool.cognito.resend_confirmation_code(ClientId=pool.client_id, Username=email))

    assert outcomes == {"EMAIL", "InvalidParameterException"}
    assert pool.emulator.mails() == mails


def test_a_client_that_may_reveal_accounts_reports_an_unknown_person(emulator: Emulator) -> None:
    legacy = EmulatedPool(emulator, {"PreventUserExistenceErrors": "LEGACY"})
    email = new_email()

    with Refused("UserNotFoundException"):
        legacy.cognito.forgot_password(ClientId=legacy.client_id, Username=email)
    legacy.sign_up(email)
    with Refused("InvalidParameterException", "no registered/verified email"):
        legacy.cognito.forgot_password(ClientId=legacy.client_id, Username=email)


def test_a_code_for_an_unknown_or_disabled_person_is_a_mismatch(pool: EmulatedPool) -> None:
    disabled = pool.confirmed()
    pool.forgot(disabled)
    code = pool.code_for(disabled)
    pool.cognito.admin_disable_user(UserPoolId=pool.id, Username=disabled)

    for email in (new_email(), disabled):
        with Refused("CodeMismatchException"):
            pool.reset(email, code)


def test_a_password_that_an_operator_gave_is_not_reset_by_a_code(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    pool.cognito.admin_set_user_password(
        UserPoolId=pool.id, Username=email, Password=PASSWORD, Permanent=False
    )

    with Refused("NotAuthorizedException", "cannot be reset in the current state"):
        pool.forgot(email)


def test_a_confirmed_person_is_not_confirmed_again(pool: EmulatedPool) -> None:
    email = new_email()
    pool.sign_up(email)
    code = pool.code_for(email)
    pool.confirm(email, code)

    with Refused("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"):
        pool.confirm(email, code)


def test_a_code_that_reset_a_password_does_not_work_again(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    pool.forgot(email)
    pool.reset(email, pool.code_for(email))

    with Refused("ExpiredCodeException"):
        pool.reset(email, pool.code_for(email))


def test_wrong_codes_are_counted_across_requested_codes(pool: EmulatedPool) -> None:
    email = new_email()
    pool.sign_up(email)
    for _ in range(2):
        pool.cognito.resend_confirmation_code(ClientId=pool.client_id, Username=email)
        with Refused("CodeMismatchException"):
            pool.confirm(email, "wrong")
    with Refused("CodeMismatchException"):
        pool.confirm(email, "wrong")

    with Refused("LimitExceededException", "Attempt limit exceeded, please try after some time."):
        pool.confirm(email, pool.code_for(email))
    with Refused("LimitExceededException"):
        pool.cognito.resend_confirmation_code(ClientId=pool.client_id, Username=email)


def test_the_sixth_attempt_in_an_hour_to_reset_a_password_is_refused(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    for _ in range(4):
        pool.forgot(email)
    with Refused("CodeMismatchException"):
        pool.reset(email, "wrong")
    mails = pool.emulator.mails()

    with Refused("LimitExceededException"):
        pool.reset(email, pool.code_for(email))
    with Refused("LimitExceededException"):
        pool.forgot(email)
    assert pool.emulator.mails() == mails


def test_the_count_survives_a_new_registration_of_the_account(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    for _ in range(5):
        pool.forgot(email)
    pool.cognito.delete_user(AccessToken=pool.log_in(email)["AccessToken"])
    pool.sign_up(email)
    pool.confirm(email, pool.code_for(email))

    with Refused("LimitExceededException"):
        pool.forgot(email)


def test_wrong_current_passwords_are_limited(pool: EmulatedPool) -> None:
    access = pool.log_in(pool.confirmed())["AccessToken"]

    def change(present: str) -> None:
        pool.cognito.change_password(
            AccessToken=access, PreviousPassword=present, ProposedPassword="New-Horse-10"
        )

    for _ in range(5):
        with Refused("NotAuthorizedException", "Incorrect username or password."):
            change("Wrong-Horse-9")
    with Refused("LimitExceededException"):
        change(PASSWORD)


def test_a_session_is_refused_once_an_operator_has_reset_the_password(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    tokens = pool.log_in(email)
    pool.cognito.admin_reset_user_password(UserPoolId=pool.id, Username=email)

    with Refused("PasswordResetRequiredException"):
        pool.cognito.get_user(AccessToken=tokens["AccessToken"])
    with Refused("PasswordResetRequiredException"):
        pool.refresh(tokens["RefreshToken"])
    with Refused("NotAuthorizedException", "Refresh Token has been revoked"):
        pool.cognito.get_tokens_from_refresh_token(
            ClientId=pool.client_id, RefreshToken=tokens["RefreshToken"]
        )
    with Refused("PasswordResetRequiredException"):
        pool.log_in(email)
    pool.reset(email, pool.code_for(email))
    assert pool.log_in(email)


def test_a_session_is_refused_once_an_operator_has_disabled_the_account(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    tokens = pool.log_in(email)
    pool.cognito.admin_disable_user(UserPoolId=pool.id, Username=email)

    with Refused("NotAuthorizedException"):
        pool.cognito.get_user(AccessToken=tokens["AccessToken"])
    with Refused("NotAuthorizedException"):
        pool.refresh(tokens["RefreshToken"])
    with Refused("NotAuthorizedException"):
        pool.log_in(email)


def test_a_refresh_token_expires(emulator: Emulator) -> None:
    short = EmulatedPool(
        emulator,
        {"RefreshTokenValidity": 1, "TokenValidityUnits": {"RefreshToken": "seconds"}},
    )
    token = short.log_in(short.confirmed())["RefreshToken"]

    def has_expired() -> bool:
        try:
            short.refresh(token)
        except short.cognito.exceptions.NotAuthorizedException as error:
            return "Refresh Token has expired" in str(error)
        return False

    eventually(has_expired)


@pytest.mark.parametrize("kind", ["AccessToken", "IdToken"])
def test_only_a_refresh_token_can_be_revoked(pool: EmulatedPool, kind: str) -> None:
    tokens = pool.log_in(pool.confirmed())

    with Refused("UnsupportedTokenTypeException"):
        pool.cognito.revoke_token(ClientId=pool.client_id, Token=tokens[kind])


def test_a_client_revokes_only_its_own_tokens(pool: EmulatedPool, emulator: Emulator) -> None:
    token = pool.log_in(pool.confirmed())["RefreshToken"]
    other = EmulatedPool(emulator)

    with Refused("UnauthorizedException"):
        other.cognito.revoke_token(ClientId=other.client_id, Token=token)
    pool.refresh(token)


def test_values_that_the_model_forbids_are_rejected_first(pool: EmulatedPool) -> None:
    with Refused("InvalidParameterException", "1 validation error detected: Value at 'username' failed"):
        pool.sign_up(f"{'a' * 117}@example.org")
    with Refused("InvalidParameterException", "'previousPassword' failed to satisfy constraint"):
        pool.cognito.change_password(
            AccessToken=pool.log_in(pool.confirmed())["AccessToken"],
            PreviousPassword=" x",
            ProposedPassword=PASSWORD,
        )


def test_a_confirmed_person_gets_no_new_code(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    mails = len(pool.emulator.mails())

    with Refused("InvalidParameterException", "already confirmed"):
        pool.cognito.resend_confirmation_code(ClientId=pool.client_id, Username=email)
    assert len(pool.emulator.mails()) == mails


@pytest.mark.parametrize("exists", [True, False])
def test_wrong_passwords_lock_existing_and_unknown_names(pool: EmulatedPool, exists: bool) -> None:
    email = pool.confirmed() if exists else new_email()
    for _ in range(5):
        with Refused("NotAuthorizedException", "Incorrect username or password."):
            pool.log_in(email, "Wrong-Horse-9")

    with Refused("NotAuthorizedException", "Password attempts exceeded"):
        pool.log_in(email)


def test_a_lock_applies_to_every_spelling_of_an_email(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    for _ in range(5):
        with Refused("NotAuthorizedException"):
            pool.log_in(email.upper(), "Wrong-Horse-9")

    with Refused("NotAuthorizedException", "Password attempts exceeded"):
        pool.log_in(email)


def test_attempts_while_a_name_is_locked_do_not_extend_the_lock(pool: EmulatedPool) -> None:
    email = pool.confirmed()
    for _ in range(5):
        with Refused("NotAuthorizedException", "Incorrect username or password."):
            pool.log_in(email, "Wrong-Horse-9")

    def is_in() -> bool:
        try:
            return bool(pool.log_in(email))
        except pool.cognito.exceptions.NotAuthorizedException:
            return False

    for _ in range(10):
        is_in()
    eventually(is_in)


@pytest.mark.parametrize("end", ["sign_out", "revoke", "delete"])
def test_a_refresh_token_ends_with_its_session(pool: EmulatedPool, end: str) -> None:
    email = pool.confirmed()
    tokens = pool.log_in(email)
    if end == "sign_out":
        pool.cognito.global_sign_out(AccessToken=tokens["AccessToken"])
    elif end == "revoke":
        pool.cognito.revoke_token(ClientId=pool.client_id, Token=tokens["RefreshToken"])
    else:
        pool.cognito.delete_user(AccessToken=tokens["AccessToken"])

    with Refused("NotAuthorizedException"):
        pool.refresh(tokens["RefreshToken"])
    if end != "delete":
        pool.refresh(pool.log_in(email)["RefreshToken"])


def test_a_pool_without_self_registration_rejects_registrations(emulator: Emulator) -> None:
    closed = EmulatedPool(emulator, AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})

    with Refused("NotAuthorizedException", "not permitted"):
        closed.sign_up(new_email())


def test_a_protected_pool_cannot_be_deleted(emulator: Emulator) -> None:
    protected = EmulatedPool(emulator, DeletionProtection="ACTIVE")

    with Refused("InvalidParameterException"):
        protected.cognito.delete_user_pool(UserPoolId=protected.id)


def test_a_mail_has_its_recipient_and_code(pool: EmulatedPool) -> None:
    email = new_email()
    pool.sign_up(email)

    mail = pool.emulator.mails()[0]

    assert set(mail) == {"to", "subject", "body", "code", "sent_at"}
    assert (mail["to"], mail["code"] in mail["body"]) == (email, True)
