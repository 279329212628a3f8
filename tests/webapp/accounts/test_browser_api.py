"""Sessions of browsers: a cookie that scripts cannot read, and a header that other sites cannot send."""

import logging
from http.cookies import SimpleCookie

import pytest
from botocore.stub import Stubber

from tests.webapp.accounts.tokens import access_token_of, sealed
from tests.webapp.events import LambdaAnswer, answer_to, call, make_event
from webapp.accounts.cookies import COOKIE, COOKIE_SECONDS

LOGIN = {"email": "ada@example.org", "password": "Secret-99"}
PAGE = {"dwipper-client": "browser"}
PATH = "/browser/sessions"
ACCESS = access_token_of("ada")
RESULT = {"AccessToken": ACCESS, "IdToken": "i", "ExpiresIn": 900}
OPERATIONS = [("POST", PATH), ("POST", f"{PATH}/refresh"), ("DELETE", PATH)]

pytestmark = pytest.mark.usefixtures("aws")


def ask(method: str, path: str, *cookies: str) -> LambdaAnswer:
    body = LOGIN if (method, path) == ("POST", PATH) else None
    return call(method, path, body, as_=None, headers=PAGE, cookies=cookies)


def cookie(token: str) -> str:
    return f"{COOKIE}={sealed(token)}"


def set_by(answer: LambdaAnswer) -> dict[str, object]:
    """Returns the value and the attributes of the cookie that an answer sets."""
    (line,) = answer.cookies
    found = SimpleCookie(line)[COOKIE]
    return {"value": found.value, **{name: value for name, value in found.items() if value}}


def test_a_login_sets_the_refresh_token_where_no_script_and_no_other_site_has_it(cognito: Stubber) -> None:
    cognito.add_response("initiate_auth", {"AuthenticationResult": {**RESULT, "RefreshToken": "r"}})

    answer = ask("POST", PATH)

    assert answer.body == {"access_token": ACCESS, "expires_in": 900, "token_type": "Bearer"}
    assert answer.headers["cache-control"] == "no-store"
    kept = set_by(answer)
    assert kept.pop("expires")
    assert kept == {
        "value": sealed("r"),
        "path": "/",
        "secure": True,
        "httponly": True,
        "samesite": "Strict",
        "max-age": str(COOKIE_SECONDS),
    }


def test_a_refresh_reads_the_cookie_among_others_and_replaces_it(cognito: Stubber) -> None:
    cognito.add_response(
        "get_tokens_from_refresh_token",
        {"AuthenticationResult": {**RESULT, "RefreshToken": "s"}},
        {"ClientId": "client", "ClientSecret": "a client-secret of the tests", "RefreshToken": "r"},
    )

    answer = ask("POST", f"{PATH}/refresh", "a=b", cookie("r"), "c=\u0100")

    assert (answer.status, answer.body["access_token"]) == (200, ACCESS)
    assert set_by(answer)["value"] == sealed("s")


@pytest.mark.parametrize(
    "cookies",
    [
        *((), ("a=b",), (f"{COOKIE}=",), (f"{COOKIE}=r",), (f"{COOKIE}={sealed('r', key='guessed')}",)),
        *((cookie("r"), cookie("s")), (cookie("r"), cookie("r")), (f"{cookie('r')}; {cookie('s')}",)),
        *((f"{space}{cookie('r')}",) for space in "\t\v\x1c\x1f"),
        *((f"{COOKIE} ={sealed('r')}",), (f'{COOKIE}="{sealed("r")}"',), (f"={cookie('r')}",)),
        *((f"{COOKIE}=\ud800.ada.r",), (f"{COOKIE}=💧.ada.r",)),
    ],
    ids=ascii,
)
def test_without_a_cookie_of_ours_nobody_is_logged_in_and_cognito_is_not_called(
    cognito: Stubber, cookies: tuple[str, ...]
) -> None:
    answer = ask("POST", f"{PATH}/refresh", *cookies)

    assert (answer.status, answer.code) == (401, "invalid_refresh_token")
    assert "Max-Age=0" in answer.cookies[0]


def test_no_cookie_takes_long_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some Pythons unquote in quadratic time: a second for as much as a header may have."""
    monkeypatch.setattr("http.cookies._unquote", lambda value: pytest.fail("a value was unquoted"))
    quoted = "\\" * 8000

    assert ask("POST", f"{PATH}/refresh", f'{COOKIE}="{quoted}"').status == 401


def test_a_refused_cookie_is_removed(cognito: Stubber) -> None:
    cognito.add_client_error("get_tokens_from_refresh_token", "NotAuthorizedException")

    answer = ask("POST", f"{PATH}/refresh", cookie("r"))

    assert answer.code == "invalid_refresh_token"
    assert "Max-Age=0" in answer.cookies[0]


def test_a_cookie_survives_a_fault(cognito: Stubber) -> None:
    cognito.add_client_error("get_tokens_from_refresh_token", "InternalErrorException")

    answer = ask("POST", f"{PATH}/refresh", cookie("r"))

    assert (answer.code, list(answer.cookies)) == ("unavailable", [])


def test_a_token_that_is_used_again_ends_all_sessions_of_its_person(
    cognito: Stubber, caplog: pytest.LogCaptureFixture
) -> None:
    cognito.add_client_error("get_tokens_from_refresh_token", "RefreshTokenReuseException")
    cognito.add_response(
        "admin_user_global_sign_out", {}, {"UserPoolId": "eu-west-1_pool", "Username": "ada"}
    )

    answer = ask("POST", f"{PATH}/refresh", cookie("r"))

    assert answer.code == "invalid_refresh_token"
    assert "Max-Age=0" in answer.cookies[0]
    assert [one.levelno for one in caplog.records if "used again" in one.message] == [logging.WARNING]


def test_nobody_can_end_the_sessions_of_another_person(cognito: Stubber) -> None:
    """A used token of one's own, with the id of somebody else."""
    proof, _, rest = sealed("used", "eve").partition(".")
    forged = f"{proof}.{rest.replace('eve', 'ada')}"

    assert ask("POST", f"{PATH}/refresh", f"{COOKIE}={forged}").code == "invalid_refresh_token"


def test_a_log_out_revokes_the_token_of_this_browser_and_removes_its_cookie(cognito: Stubber) -> None:
    cognito.add_response(
        "revoke_token",
        {},
        {"ClientId": "client", "ClientSecret": "a client-secret of the tests", "Token": "r"},
    )

    answer = ask("DELETE", PATH, cookie("r"))

    assert answer.status == 204
    assert "Max-Age=0" in answer.cookies[0]


def test_a_log_out_needs_no_cookie(cognito: Stubber) -> None:
    assert ask("DELETE", PATH).status == 204


def test_a_failed_log_out_keeps_the_cookie_for_the_next_try(cognito: Stubber) -> None:
    cognito.add_client_error("revoke_token", "InternalErrorException")

    answer = ask("DELETE", PATH, cookie("r"))

    assert (answer.code, list(answer.cookies)) == ("unavailable", [])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("headers", [{}, {"dwipper-client": "Browser"}, {"dwipper-client": ""}])
def test_a_request_that_another_site_could_send_is_rejected_before_anything_else(
    cognito: Stubber, method: str, path: str, headers: dict[str, str]
) -> None:
    event = make_event(
        method=method, path=path, body="{}", headers={"content-type": "application/json", **headers}
    )

    answer = answer_to({**event, "cookies": [cookie("r")]})

    assert (answer.status, answer.code, list(answer.cookies)) == (403, "not_a_browser", [])


def test_no_log_line_has_a_cookie_or_a_token(cognito: Stubber, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for error in ("RefreshTokenReuseException", "InternalErrorException", "NotAuthorizedException"):
        cognito.add_client_error("get_tokens_from_refresh_token", error)
        if error == "RefreshTokenReuseException":
            cognito.add_response("admin_user_global_sign_out", {})
        ask("POST", f"{PATH}/refresh", cookie("the-token"))
    cognito.add_client_error("revoke_token", "InternalErrorException")
    ask("DELETE", PATH, cookie("the-token"))

    ours = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("webapp"))
    assert ours
    assert "the-token" not in ours
