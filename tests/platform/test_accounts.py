"""Accounts reject invalid requests, and do not reveal whether an account exists."""

from typing import Any

import pytest
import requests

from tests.platform.api import PASSWORD, LaptopApi, Somebody, a_new_email

NOBODY = "nobody-at-all@example.org"


def confirm(api: LaptopApi, email: str, code: str, password: str = PASSWORD) -> requests.Response:
    return api.call("POST", "/accounts/confirm", {"email": email, "code": code, "password": password})


def reset(api: LaptopApi, email: str, code: str, password: str = "Brand-New-77") -> requests.Response:
    return api.call("POST", "/passwords/reset", {"email": email, "code": code, "password": password})


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def same(first: requests.Response, second: requests.Response) -> bool:
    return (first.status_code, first.content) == (second.status_code, second.content)


def assert_problem(answer: requests.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_wrong_code_does_not_confirm(api: LaptopApi) -> None:
    somebody = api.registered()

    assert_problem(confirm(api, somebody.email, wrong(api.code_for(somebody.email))), 400, "invalid_code")

    assert_problem(api.log_in(somebody.email, PASSWORD), 401, "invalid_credentials")


def test_a_code_works_once(api: LaptopApi) -> None:
    somebody = api.confirmed()

    assert_problem(confirm(api, somebody.email, api.code_for(somebody.email)), 400, "invalid_code")


def test_a_resend_replaces_the_code(api: LaptopApi) -> None:
    somebody = api.registered()
    first = api.code_for(somebody.email)
    assert api.call("POST", "/accounts/confirm/resend", {"email": somebody.email}).status_code == 202
    second = api.code_for(somebody.email)

    assert first != second
    assert_problem(confirm(api, somebody.email, first), 400, "invalid_code")
    assert confirm(api, somebody.email, second).ok


def test_a_code_tried_too_often_stops_working(api: LaptopApi) -> None:
    somebody = api.registered()
    code = api.code_for(somebody.email)
    for _ in range(10):
        assert_problem(confirm(api, somebody.email, wrong(code)), 400, "invalid_code")

    assert_problem(confirm(api, somebody.email, code), 400, "invalid_code")


def test_a_reset_code_works_once_and_only_if_it_is_right(api: LaptopApi, ada: Somebody) -> None:
    api.call("POST", "/passwords/forgot", {"email": ada.email})
    code = api.code_for(ada.email)

    assert_problem(reset(api, ada.email, wrong(code)), 400, "invalid_code")
    assert reset(api, ada.email, code).ok
    assert_problem(reset(api, ada.email, code, "Another-New-1"), 400, "invalid_code")
    assert api.log_in(ada.email, "Brand-New-77").status_code == 200


def test_the_tenth_wrong_password_in_a_row_locks_the_account_for_a_while(
    api: LaptopApi, ada: Somebody
) -> None:
    for _ in range(10):
        assert_problem(api.log_in(ada.email, "Wrong-Horse-9"), 401, "invalid_credentials")

    assert_problem(api.log_in(ada.email, ada.password), 401, "invalid_credentials")


def test_a_lock_does_not_reveal_whether_the_account_exists(api: LaptopApi, ada: Somebody) -> None:
    known = [api.log_in(ada.email, "Wrong-Horse-9") for _ in range(10)]
    unknown = [api.log_in(NOBODY, "Wrong-Horse-9") for _ in range(10)]

    assert all(same(one, other) for one, other in zip(known, unknown, strict=True))


def test_an_email_in_other_case_is_the_same_person(api: LaptopApi) -> None:
    somebody = api.confirmed()

    assert api.log_in(somebody.email.upper(), PASSWORD).status_code == 200
    mails = api.mails_to(somebody.email)
    assert api.call("POST", "/accounts", {"email": somebody.email.title()}).status_code == 202
    assert api.mails_to(somebody.email) == mails


@pytest.mark.parametrize(
    "attribute",
    [{"sub": "evil"}, {"cognito:groups": "admin"}, {"email_verified": True}, {"attributes": {"sub": "evil"}}],
)
def test_attributes_that_a_client_may_not_set_are_rejected(
    api: LaptopApi, ada: Somebody, attribute: dict[str, Any]
) -> None:
    email = {"email": a_new_email()}

    assert_problem(api.call("POST", "/accounts", {**email, **attribute}), 422, "invalid_request")
    assert_problem(api.call("PATCH", "/me", attribute, token=ada.access), 422, "invalid_request")


def test_logging_out_revokes_the_refresh_token(api: LaptopApi, ada: Somebody) -> None:
    assert api.call("DELETE", "/sessions", token=ada.access).ok

    answer = api.call("POST", "/sessions/refresh", {"refresh_token": ada.tokens["refresh_token"]})

    assert_problem(answer, 401, "invalid_refresh_token")
    assert api.log_in(ada.email, ada.password).status_code == 200


def test_a_password_reset_revokes_the_refresh_token(api: LaptopApi, ada: Somebody) -> None:
    api.call("POST", "/passwords/forgot", {"email": ada.email})
    assert reset(api, ada.email, api.code_for(ada.email)).ok

    answer = api.call("POST", "/sessions/refresh", {"refresh_token": ada.tokens["refresh_token"]})

    assert_problem(answer, 401, "invalid_refresh_token")


@pytest.mark.parametrize("kind", ["access_token", "id_token"])
def test_only_a_refresh_token_refreshes(api: LaptopApi, ada: Somebody, kind: str) -> None:
    answer = api.call("POST", "/sessions/refresh", {"refresh_token": ada.tokens[kind]})

    assert_problem(answer, 401, "invalid_refresh_token")


def test_no_answer_reveals_that_an_account_is_unconfirmed(api: LaptopApi) -> None:
    somebody = api.registered()

    assert same(api.log_in(somebody.email, PASSWORD), api.log_in(NOBODY, PASSWORD))


def test_a_strangers_registration_does_not_change_the_owners_account(api: LaptopApi) -> None:
    """Somebody else registers the address first. Then its owner registers, and confirms with the code in the mail."""
    owner = api.registered()
    api.call("POST", "/accounts", {"email": owner.email})
    mailed = api.mails_to(owner.email)

    assert len(mailed) == 2
    assert_problem(confirm(api, owner.email, mailed[1]["code"], "Other-Horse-9"), 400, "invalid_code")
    assert confirm(api, owner.email, mailed[0]["code"]).ok
    assert api.log_in(owner.email, "Other-Horse-9").status_code == 401
    me = api.call("GET", "/me", token=api.logged_in(owner).access).json()
    assert (me["email"], me["display_name"]) == (owner.email, "Somebody")


def test_a_registration_cannot_set_a_password_or_a_name(api: LaptopApi) -> None:
    for more in ({"password": PASSWORD}, {"display_name": "Eve"}):
        assert_problem(
            api.call("POST", "/accounts", {"email": a_new_email(), **more}), 422, "invalid_request"
        )


def test_the_wrong_current_password_changes_nothing(api: LaptopApi, ada: Somebody) -> None:
    change = {"current_password": "Wrong-Horse-9", "new_password": "Brand-New-77"}

    assert api.call("PUT", "/me/password", change, token=ada.access).status_code in {403, 422}

    assert api.log_in(ada.email, ada.password).status_code == 200


@pytest.mark.parametrize("path", ["/accounts/confirm/resend", "/passwords/forgot"])
@pytest.mark.parametrize("who", ["confirmed", "registered"])
def test_asking_for_a_mail_never_says_whether_the_account_exists(api: LaptopApi, path: str, who: str) -> None:
    somebody: Somebody = getattr(api, who)()

    assert same(
        api.call("POST", path, {"email": somebody.email}), api.call("POST", path, {"email": a_new_email()})
    )


@pytest.mark.parametrize("who", ["confirmed", "registered"])
def test_registering_never_says_whether_the_email_is_taken(api: LaptopApi, who: str) -> None:
    somebody: Somebody = getattr(api, who)()

    taken = api.call("POST", "/accounts", {"email": somebody.email})
    free = api.call("POST", "/accounts", {"email": a_new_email()})

    assert same(taken, free)


@pytest.mark.parametrize("who", ["confirmed", "registered"])
@pytest.mark.parametrize("path", ["/accounts/confirm", "/passwords/reset"])
@pytest.mark.parametrize("password", ["Brand-New-77", "weak"])
def test_a_code_never_says_whether_the_account_exists(
    api: LaptopApi, who: str, path: str, password: str
) -> None:
    somebody: Somebody = getattr(api, who)()
    body = {"code": "000000", "password": password}

    known = api.call("POST", path, {"email": somebody.email, **body})
    unknown = api.call("POST", path, {"email": a_new_email(), **body})

    assert same(known, unknown)
