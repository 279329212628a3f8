"""A change of the email through Cognito's own API."""

import secrets

import pytest

from tests.localcloud.emulator.pool import EmulatedPool
from tests.localcloud.emulator.test_cognito import Refused
from tests.localcloud.emulator_process import Emulator

VERIFIED_FIRST = {"AttributesRequireVerificationBeforeUpdate": ["email"]}


@pytest.fixture(scope="module")
def pool(emulator: Emulator) -> EmulatedPool:
    """A pool that keeps the old email until the new one is verified."""
    return EmulatedPool(emulator, UserAttributeUpdateSettings=VERIFIED_FIRST)


class Changing:
    """A person who is logged in and has requested another email."""

    def __init__(self, pool: EmulatedPool) -> None:
        self.pool, self.old = pool, pool.confirmed()
        self.access = pool.log_in(self.old)["AccessToken"]
        self.new = f"{secrets.token_hex(6)}@example.org"
        self.answer = pool.cognito.update_user_attributes(
            AccessToken=self.access,
            UserAttributes=[{"Name": "email", "Value": self.new}, {"Name": "name", "Value": "Ada"}],
        )

    def attributes(self) -> dict[str, str]:
        user = self.pool.cognito.get_user(AccessToken=self.access)
        return {one["Name"]: one["Value"] for one in user["UserAttributes"]}

    def verify(self, code: str) -> None:
        self.pool.cognito.verify_user_attribute(AccessToken=self.access, AttributeName="email", Code=code)


def test_the_old_email_stays_until_the_new_one_is_verified(pool: EmulatedPool) -> None:
    somebody = Changing(pool)

    assert [one["AttributeName"] for one in somebody.answer["CodeDeliveryDetailsList"]] == ["email"]
    assert (somebody.attributes()["email"], somebody.attributes()["name"]) == (somebody.old, "Ada")
    assert pool.log_in(somebody.old)
    with Refused("NotAuthorizedException"):
        pool.log_in(somebody.new)

    somebody.verify(pool.code_for(somebody.new))

    assert (somebody.attributes()["email"], somebody.attributes()["email_verified"]) == (somebody.new, "true")
    assert pool.log_in(somebody.new)
    with Refused("NotAuthorizedException"):
        pool.log_in(somebody.old)


def test_only_the_mailed_code_verifies_an_email_and_only_once(pool: EmulatedPool) -> None:
    somebody = Changing(pool)
    with Refused("CodeMismatchException"):
        somebody.verify("wrong")
    somebody.verify(pool.code_for(somebody.new))

    with Refused("ExpiredCodeException"):
        somebody.verify(pool.code_for(somebody.new))


def test_a_new_code_is_mailed_to_the_new_email(pool: EmulatedPool) -> None:
    somebody = Changing(pool)
    pool.confirmed()

    pool.cognito.get_user_attribute_verification_code(AccessToken=somebody.access, AttributeName="email")

    newest = pool.emulator.mails()[0]
    assert newest["to"] == somebody.new
    somebody.verify(newest["code"])


def test_codes_for_an_email_are_limited(pool: EmulatedPool) -> None:
    somebody = Changing(pool)
    for _ in range(5):
        with Refused("CodeMismatchException"):
            somebody.verify("wrong")

    with Refused("LimitExceededException"):
        somebody.verify(pool.code_for(somebody.new))
    with Refused("LimitExceededException"):
        pool.cognito.get_user_attribute_verification_code(AccessToken=somebody.access, AttributeName="email")


def test_somebody_elses_email_cannot_be_taken(pool: EmulatedPool) -> None:
    taken, access = pool.confirmed(), pool.log_in(pool.confirmed())["AccessToken"]

    with Refused("AliasExistsException"):
        pool.cognito.update_user_attributes(
            AccessToken=access, UserAttributes=[{"Name": "email", "Value": taken}]
        )


def test_an_email_that_somebody_registered_in_between_cannot_be_verified(pool: EmulatedPool) -> None:
    somebody = Changing(pool)
    code = pool.code_for(somebody.new)
    pool.sign_up(somebody.new)

    with Refused("AliasExistsException"):
        somebody.verify(code)


def test_without_required_verification_the_new_email_is_set_at_once_and_unverified(
    emulator: Emulator,
) -> None:
    somebody = Changing(EmulatedPool(emulator))
    attributes = somebody.attributes()
    assert (attributes["email"], attributes["email_verified"]) == (somebody.new, "false")

    somebody.verify(somebody.pool.code_for(somebody.new))

    assert somebody.attributes()["email_verified"] == "true"


def test_only_the_email_has_codes(pool: EmulatedPool) -> None:
    access = pool.log_in(pool.confirmed())["AccessToken"]

    with Refused("InvalidParameterException"):
        pool.cognito.get_user_attribute_verification_code(AccessToken=access, AttributeName="name")


@pytest.mark.parametrize(
    "email", ["", "not-an-email", "a@b@c", "x\r\nBcc: y@z.org", "\u202eevil\0@x.org", "a b@c.org"]
)
def test_an_invalid_address_is_rejected(pool: EmulatedPool, email: str) -> None:
    access = pool.log_in(pool.confirmed())["AccessToken"]

    with Refused("InvalidParameterException"):
        pool.cognito.update_user_attributes(
            AccessToken=access, UserAttributes=[{"Name": "email", "Value": email}]
        )


def test_two_emails_in_one_update_are_rejected(pool: EmulatedPool) -> None:
    somebody = Changing(pool)
    twice = [{"Name": "email", "Value": value} for value in (somebody.old, "victim@example.org")]

    with Refused("InvalidParameterException"):
        pool.cognito.update_user_attributes(AccessToken=somebody.access, UserAttributes=twice)

    assert somebody.attributes()["email"] == somebody.old
