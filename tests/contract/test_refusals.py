"""The API's error responses: the same problem at any address."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.contract.api import ApiSession, Somebody
from tests.contract.people import People
from tests.contract.problems import assert_problem, same
from tests.operations import OF_A_DWIPP, Operation

NOWHERE = "0190a0a0-0000-7000-8000-000000000000"
WRONG = "Wrong-Horse-9"
MADE_UP_CODE = "000000"


@pytest.fixture
def path(api: ApiSession, ada: Somebody) -> str:
    """Returns the path of a Dwipp of Ada."""
    return f"/dwipps/{api.call('POST', '/dwipps', {'text': 'Mine.'}, token=ada.access).json()['id']}"


def forged(token: str) -> str:
    """Returns a token with these claims, signed with another key than the pool's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(
        claims, key, algorithm="RS256", headers={"kid": jwt.get_unverified_header(token)["kid"]}
    )


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"text": "Not mine."}), ("DELETE", None)])
def test_only_its_author_changes_a_dwipp(
    api: ApiSession, ada: Somebody, eve: Somebody, path: str, method: str, body: dict[str, str] | None
) -> None:
    assert_problem(api.call(method, path, body, token=eve.access), 403, "not_the_author")

    assert api.call("GET", path, token=ada.access).json()["text"] == "Mine."


@pytest.mark.parametrize("operation", OF_A_DWIPP, ids=str)
def test_a_missing_dwipp_is_answered_with_404(api: ApiSession, ada: Somebody, operation: Operation) -> None:
    answer = api.call(operation.method, operation.path(NOWHERE), operation.example, token=ada.access)

    assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("DELETE", "/health")])
def test_a_path_that_the_contract_lacks_is_answered_with_404(api: ApiSession, method: str, path: str) -> None:
    assert api.call(method, path).status_code == 404


def test_an_idempotency_key_with_another_text_is_rejected(api: ApiSession, ada: Somebody) -> None:
    headers = {"Idempotency-Key": "used"}
    api.call("POST", "/dwipps", {"text": "First."}, token=ada.access, headers=headers)

    again = api.call("POST", "/dwipps", {"text": "Second."}, token=ada.access, headers=headers)

    assert_problem(again, 409, "key_reused")


def test_an_edit_of_a_changed_dwipp_is_rejected(api: ApiSession, ada: Somebody, path: str) -> None:
    etag = {"If-Match": api.call("GET", path, token=ada.access).headers["ETag"]}
    assert api.call("PATCH", path, {"text": "First."}, token=ada.access, headers=etag).status_code == 200

    late = api.call("PATCH", path, {"text": "Second."}, token=ada.access, headers=etag)

    assert_problem(late, 412, "dwipp_changed")
    assert api.call("GET", path, token=ada.access).json()["text"] == "First."


@pytest.mark.parametrize(
    ("body", "location"),
    [
        ({"text": "x" * 281}, "body.text"),
        ({"text": " "}, "body.text"),
        ({"text": "\u200b"}, "body.text"),
        ({"text": "a\x00b"}, "body.text"),
        ({"text": None}, "body.text"),
        ({}, "body.text"),
        ({"text": "x", "colour": "blue"}, "body.colour"),
    ],
    ids=["long", "blank", "invisible", "nul", "null", "nothing", "unknown"],
)
def test_an_invalid_text_is_rejected_with_what_to_fix(
    api: ApiSession, ada: Somebody, body: dict[str, Any], location: str
) -> None:
    answer = api.call("POST", "/dwipps", body, token=ada.access)

    assert_problem(answer, 422, "invalid_request")
    assert [error["location"] for error in answer.json()["errors"]] == [location]


def test_a_cursor_of_another_caller_is_rejected(api: ApiSession, ada: Somebody, eve: Somebody) -> None:
    for number in range(2):
        api.call("POST", "/dwipps", {"text": f"Thought {number}"}, token=ada.access)
    page = api.call("GET", "/dwipps", token=ada.access, params={"limit": 1}).json()

    for token, cursor in ((eve.access, page["next_cursor"]), (ada.access, "garbage")):
        answer = api.call("GET", "/dwipps", token=token, params={"cursor": cursor})
        assert_problem(answer, 422, "invalid_cursor")


@pytest.mark.parametrize("kind", ["none", "garbage", "forged", "unsigned", "id_token", "refresh_token"])
def test_only_the_access_token_of_a_login_is_accepted(api: ApiSession, ada: Somebody, kind: str) -> None:
    claims = jwt.decode(ada.access, options={"verify_signature": False})
    made = {
        "none": None,
        "garbage": "a.b.c",
        "forged": forged(ada.access),
        "unsigned": jwt.encode(claims, "", algorithm="none"),
    }

    answer = api.call("POST", "/dwipps", {"text": "Who says so?"}, token={**made, **ada.tokens}[kind])

    assert answer.status_code in {401, 403}  # the gateway's own, if a correctly signed token lacks the scope
    assert api.call("GET", "/me/dwipps", token=ada.access).json()["items"] == []


def test_the_caller_is_known_only_by_the_token(api: ApiSession, ada: Somebody, eve: Somebody) -> None:
    eves_id = api.call("GET", "/me", token=eve.access).json()["user_id"]
    headers = {"X-User-Id": eves_id, "Sub": eves_id, "X-Amzn-Oidc-Identity": eves_id}

    dwipp = api.call("POST", "/dwipps", {"text": "Still me."}, token=ada.access, headers=headers).json()

    assert dwipp["author"]["id"] != eves_id


@pytest.mark.parametrize("path", ["/accounts/confirm/resend", "/passwords/forgot"])
def test_asking_for_a_mail_never_says_whether_the_account_exists(
    api: ApiSession, people: People, ada: Somebody, path: str
) -> None:
    known, unknown = (api.call("POST", path, {"email": email}) for email in (ada.email, people.an_email()))

    assert same(known, unknown)
    assert known.status_code == 202


def test_neither_a_login_nor_a_registration_says_whether_the_account_exists(
    api: ApiSession, people: People, ada: Somebody
) -> None:
    assert same(api.log_in(ada.email, WRONG), api.log_in(people.an_email(), WRONG))
    taken, free = (
        api.call("POST", "/accounts", {"email": email}) for email in (ada.email, people.an_email())
    )
    assert same(taken, free)
    assert taken.status_code == 202


@pytest.mark.parametrize("path", ["/accounts/confirm", "/passwords/reset"])
def test_a_code_never_says_whether_the_account_exists(
    api: ApiSession, people: People, ada: Somebody, path: str
) -> None:
    body = {"code": MADE_UP_CODE, "password": "Brand-New-77"}
    known, unknown = (
        api.call("POST", path, {"email": email, **body}) for email in (ada.email, people.an_email())
    )

    assert same(known, unknown)
    assert_problem(known, 400, "invalid_code")
