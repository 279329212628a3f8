import pytest

from tests.webapp.accounts.fake_profiles import FakeProfiles
from tests.webapp.accounts.fake_user_pool import FakeUserPool
from webapp.accounts.errors import SessionEndedError
from webapp.accounts.service import Accounts, Profile
from webapp.callers import Caller

ADA = Caller("ada", "token")
GONE = Caller("ada", "a token of a session that has ended")


def test_registering_a_taken_email_looks_like_registering_a_new_one() -> None:
    pool = FakeUserPool()

    for email in ("ada@example.org", "new@example.org"):
        Accounts(pool, FakeProfiles()).register(email, "Secret-99", None)

    assert pool.taken == {"ada@example.org", "new@example.org"}


def test_a_registration_that_nobody_confirms_writes_nothing_of_ours() -> None:
    profiles = FakeProfiles()

    Accounts(FakeUserPool(), profiles).register("new@example.org", "Secret-99", "New")

    assert profiles.known == {}


def test_the_name_given_at_the_registration_is_kept_when_it_is_first_needed() -> None:
    pool, profiles = FakeUserPool(name="Ada"), FakeProfiles()
    accounts = Accounts(pool, profiles)

    assert [accounts.display_name(ADA), accounts.display_name(ADA)] == ["Ada", "Ada"]
    assert (profiles.known, pool.asked) == ({"ada": "Ada"}, 1)


def test_who_gave_no_name_gets_one_that_tells_nothing_about_them() -> None:
    assert Accounts(FakeUserPool(name=None), FakeProfiles()).display_name(ADA) == "Somebody"


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
