"""Use cases that need both the user pool and the profiles."""

import pytest
from botocore.stub import Stubber

from webapp.accounts.errors import InvalidCodeError, SessionEndedError
from webapp.accounts.service import Profile
from webapp.accounts.storage import ProfileItem, ProfileStorage
from webapp.http.callers import Caller
from webapp.services import accounts

pytestmark = pytest.mark.usefixtures("aws")

ADA = Caller("ada", "token")
UNA = "una@example.org"


def names() -> dict[str, str | None]:
    return {item.user_id: item.display_name for item in ProfileItem.scan()}


def confirms_una(cognito: Stubber) -> None:
    password = {"UserPoolId": "eu-west-1_pool", "Username": UNA, "Password": "Secret-77", "Permanent": True}
    cognito.add_response("confirm_sign_up", {})
    cognito.add_response("admin_set_user_password", {}, password)


def shows_adas_email(cognito: Stubber) -> None:
    attributes = [{"Name": "email", "Value": "ada@example.org"}]
    cognito.add_response("get_user", {"Username": "ada", "UserAttributes": attributes})


def test_the_password_and_name_are_set_by_the_confirmation(cognito: Stubber) -> None:
    confirms_una(cognito)
    attributes = [{"Name": "sub", "Value": "una"}]
    cognito.add_response("admin_get_user", {"Username": "una", "UserAttributes": attributes})

    accounts.confirm(UNA, "123456", "Secret-77", "Una")

    assert names()["una"] == "Una"


def test_a_person_who_confirms_without_a_name_has_no_profile(cognito: Stubber) -> None:
    confirms_una(cognito)

    accounts.confirm(UNA, "123456", "Secret-77", None)

    assert "una" not in names()


def test_without_a_code_that_works_nothing_changes(cognito: Stubber) -> None:
    before = names()
    cognito.add_client_error("confirm_sign_up", "CodeMismatchException")

    with pytest.raises(InvalidCodeError):
        accounts.confirm(UNA, "000000", "Secret-77", "Eve")

    assert names() == before


def test_a_person_without_a_name_gets_a_neutral_one_that_is_stored() -> None:
    assert ProfileStorage().display_name("una") == "Somebody"
    assert names()["una"] == "Somebody"


def test_a_profile_has_the_callers_own_email(cognito: Stubber) -> None:
    shows_adas_email(cognito)

    assert accounts.profile(ADA) == Profile("ada", "ada@example.org", "Ada")


def test_a_new_name_is_stored(cognito: Stubber) -> None:
    shows_adas_email(cognito)

    assert accounts.rename(ADA, "Countess").display_name == "Countess"
    assert names()["ada"] == "Countess"


def test_a_person_whose_session_has_ended_changes_nothing(cognito: Stubber) -> None:
    before = names()
    cognito.add_client_error("get_user", "NotAuthorizedException", "Access Token has been revoked")

    with pytest.raises(SessionEndedError):
        accounts.rename(ADA, "Countess")

    assert names() == before
