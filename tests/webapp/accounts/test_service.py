import pytest

from tests.webapp.accounts.fake_profiles import FakeProfiles
from tests.webapp.accounts.fake_user_pool import CODE, FakeUserPool
from webapp.accounts.errors import InvalidCodeError, SessionEndedError
from webapp.accounts.service import Accounts, Profile
from webapp.http.callers import Caller

ADA = Caller("ada", "token")
GONE = Caller("ada", "a token of a session that has ended")
UNA = "una@example.org"


def test_the_password_and_name_are_set_by_the_confirmation() -> None:
    pool, profiles = FakeUserPool(), FakeProfiles()

    Accounts(pool, profiles).confirm(UNA, CODE, "Secret-77", "Una")

    assert (pool.passwords[UNA], profiles.known) == ("Secret-77", {"una": "Una"})


def test_a_person_who_confirms_without_a_name_has_no_profile() -> None:
    pool, profiles = FakeUserPool(), FakeProfiles()

    Accounts(pool, profiles).confirm(UNA, CODE, "Secret-77", None)

    assert (pool.asked, profiles.known) == (["confirm", "set_password"], {})


@pytest.mark.parametrize(("email", "code"), [(UNA, "000000"), ("ada@example.org", CODE)])
def test_without_a_code_that_works_nothing_changes(email: str, code: str) -> None:
    pool, profiles = FakeUserPool(), FakeProfiles()

    with pytest.raises(InvalidCodeError):
        Accounts(pool, profiles).confirm(email, code, "Secret-77", "Eve")

    assert (pool.asked, pool.passwords, profiles.known) == (["confirm"], FakeUserPool().passwords, {})


def test_a_person_without_a_name_gets_a_neutral_one_that_is_stored() -> None:
    pool, profiles = FakeUserPool(), FakeProfiles()
    accounts = Accounts(pool, profiles)

    assert accounts.display_name(ADA) == accounts.profile(ADA).display_name == "Somebody"
    assert profiles.known == {"ada": "Somebody"}


def test_a_profile_holds_the_callers_own_email() -> None:
    accounts = Accounts(FakeUserPool(), FakeProfiles(ada="Countess"))

    assert accounts.profile(ADA) == Profile("ada", "ada@example.org", "Countess")


def test_a_new_name_is_kept() -> None:
    profiles = FakeProfiles(ada="Ada")

    assert Accounts(FakeUserPool(), profiles).rename(ADA, "Countess").display_name == "Countess"
    assert profiles.known == {"ada": "Countess"}


def test_whose_session_has_ended_changes_nothing() -> None:
    profiles = FakeProfiles(ada="Ada")

    with pytest.raises(SessionEndedError):
        Accounts(FakeUserPool(), profiles).rename(GONE, "Countess")
    assert profiles.known == {"ada": "Ada"}
