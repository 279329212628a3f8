"""Cognito by its own API, as somebody who goes around ours would use it."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.emulator.pool import PASSWORD, Pool
from tests.localcloud.emulator_process import Emulator


@pytest.fixture(scope="module")
def pool(emulator: Emulator) -> Pool:
    return Pool(emulator)


def new_email() -> str:
    return f"{secrets.token_hex(6)}@example.org"


class Refused:
    """The error that a call must end with."""

    def __init__(self, code: str, message: str = "") -> None:
        self._raised = pytest.raises(ClientError)
        self._code, self._message = code, message

    def __enter__(self) -> None:
        self._info = self._raised.__enter__()

    def __exit__(self, *error: Any) -> bool:  # noqa: ANN401
        caught = self._raised.__exit__(*error)
        told = self._info.value.response["Error"]
        assert (told["Code"], self._message in told["Message"]) == (self._code, True), told
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
def test_a_client_cannot_set_what_is_not_its_own(pool: Pool, attribute: str) -> None:
    with pytest.raises(ClientError):
        pool.sign_up(new_email(), (attribute, "admin"))

    access = pool.log_in(pool.confirmed())["AccessToken"]
    with Refused("NotAuthorizedException", "unauthorized attribute"):
        pool.cognito.update_user_attributes(
            AccessToken=access, UserAttributes=[{"Name": attribute, "Value": "admin"}]
        )


def test_a_client_sets_what_is_its_own(pool: Pool) -> None:
    access = pool.log_in(pool.confirmed())["AccessToken"]

    pool.cognito.update_user_attributes(AccessToken=access, UserAttributes=[{"Name": "name", "Value": "Ada"}])

    attributes = pool.cognito.get_user(AccessToken=access)["UserAttributes"]
    assert {"Name": "name", "Value": "Ada"} in attributes
    assert {"Name": "email_verified", "Value": "true"} in attributes


def test_two_cases_of_one_email_are_one_person(pool: Pool) -> None:
    email = pool.confirmed()

    assert pool.log_in(email.upper())
    with Refused("UsernameExistsException"):
        pool.sign_up(email.title())


def test_of_many_who_race_to_register_one_email_one_is_first(pool: Pool) -> None:
    email = new_email()

    def attempt(_: int) -> bool:
        try:
            pool.sign_up(email)
        except pool.cognito.exceptions.UsernameExistsException:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(attempt, range(64))) == 1


def test_where_a_code_went_is_masked(pool: Pool) -> None:
    destination = pool.sign_up("grace@example.org")["CodeDeliveryDetails"]["Destination"]

    assert destination == "g****@e****"


def test_an_unconfirmed_account_is_told_only_with_its_password(pool: Pool) -> None:
    email = new_email()
    pool.sign_up(email)

    with Refused("NotAuthorizedException", "Incorrect username or password."):
        pool.log_in(email, "Wrong-Horse-9")
    with Refused("UserNotConfirmedException"):
        pool.log_in(email)


def test_an_unconfirmed_person_cannot_reset_a_password(pool: Pool) -> None:
    email = new_email()
    pool.sign_up(email)

    with Refused("InvalidParameterException"):
        pool.cognito.forgot_password(ClientId=pool.client_id, Username=email)


def test_a_confirmed_person_gets_no_other_code(pool: Pool) -> None:
    email = pool.confirmed()
    mails = len(pool.emulator.mails())

    with Refused("InvalidParameterException", "already confirmed"):
        pool.cognito.resend_confirmation_code(ClientId=pool.client_id, Username=email)
    assert len(pool.emulator.mails()) == mails


@pytest.mark.parametrize("exists", [True, False])
def test_wrong_passwords_lock_a_name_whether_or_not_it_exists(pool: Pool, exists: bool) -> None:
    email = pool.confirmed() if exists else new_email()
    for _ in range(5):
        with Refused("NotAuthorizedException", "Incorrect username or password."):
            pool.log_in(email, "Wrong-Horse-9")

    with Refused("NotAuthorizedException", "Password attempts exceeded"):
        pool.log_in(email)


def test_a_person_is_locked_by_whatever_name_they_are_called(pool: Pool) -> None:
    email = pool.confirmed()
    for _ in range(5):
        with Refused("NotAuthorizedException"):
            pool.log_in(email.upper(), "Wrong-Horse-9")

    with Refused("NotAuthorizedException", "Password attempts exceeded"):
        pool.log_in(email)


@pytest.mark.parametrize("end", ["sign_out", "revoke", "reset", "delete"])
def test_a_refresh_token_ends_with_its_session(pool: Pool, end: str) -> None:
    email = pool.confirmed()
    tokens = pool.log_in(email)
    if end == "sign_out":
        pool.cognito.global_sign_out(AccessToken=tokens["AccessToken"])
    elif end == "revoke":
        pool.cognito.revoke_token(ClientId=pool.client_id, Token=tokens["RefreshToken"])
    elif end == "reset":
        pool.cognito.forgot_password(ClientId=pool.client_id, Username=email)
        pool.cognito.confirm_forgot_password(
            ClientId=pool.client_id, Username=email, ConfirmationCode=pool.code_for(email), Password=PASSWORD
        )
    else:
        pool.cognito.delete_user(AccessToken=tokens["AccessToken"])

    with Refused("NotAuthorizedException"):
        pool.refresh(tokens["RefreshToken"])
    if end != "delete":
        pool.refresh(pool.log_in(email)["RefreshToken"])


def test_a_pool_without_self_registration_has_none(emulator: Emulator) -> None:
    closed = Pool(emulator, AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})

    with Refused("NotAuthorizedException", "not permitted"):
        closed.sign_up(new_email())


def test_a_protected_pool_cannot_be_deleted(emulator: Emulator) -> None:
    protected = Pool(emulator, DeletionProtection="ACTIVE")

    with Refused("InvalidParameterException"):
        protected.cognito.delete_user_pool(UserPoolId=protected.id)


def test_a_mail_has_what_a_person_needs(pool: Pool) -> None:
    email = new_email()
    pool.sign_up(email)

    mail = pool.emulator.mails()[0]

    assert set(mail) == {"to", "subject", "body", "code", "sent_at"}
    assert (mail["to"], mail["code"] in mail["body"]) == (email, True)
