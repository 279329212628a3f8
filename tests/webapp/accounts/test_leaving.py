"""A person who leaves is hidden at once and cannot write any more. Their data is deleted later."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tests.webapp.dwipps.dwipps import SOMEBODY, pages, write
from tests.webapp.events import LambdaAnswer, call
from webapp.accounts.errors import SessionEndedError
from webapp.accounts.storage import ProfileItem, ProfileStorage

pytestmark = pytest.mark.usefixtures("aws")


def leave(cognito: Stubber, name: str = "eve") -> LambdaAnswer:
    token = {"AccessToken": f"token-of-{name}"}
    attributes = [{"Name": "email", "Value": f"{name}@example.org"}]
    cognito.add_response("get_user", {"Username": name, "UserAttributes": attributes}, token)
    cognito.add_response("delete_user", {}, token)
    return call("DELETE", "/me", as_=name)


def test_the_dwipps_of_a_person_who_left_are_hidden(cognito: Stubber) -> None:
    dwipp = write(as_=SOMEBODY)
    path, mine = f"/dwipps/{dwipp['id']}", write()["id"]
    call("PUT", f"{path}/favorite")

    assert leave(cognito, SOMEBODY).status == 204

    assert pages("/dwipps", 10) == [[mine]]
    assert pages(f"/users/{SOMEBODY}/dwipps", 10) == [[]]
    assert pages("/me/favorites", 10) == [[]]
    for method, place in (
        ("GET", path),
        ("GET", f"{path}/favorites"),
        ("PATCH", path),
        ("DELETE", path),
        ("PUT", f"{path}/upvote"),
    ):
        body = {"text": "Mine now."} if method == "PATCH" else None
        assert call(method, place, body).code == "not_found"


def test_a_person_who_left_is_not_listed_as_a_favoriter(cognito: Stubber) -> None:
    path = f"/dwipps/{write()['id']}"
    call("PUT", f"{path}/favorite", as_="eve")

    leave(cognito)

    assert call("GET", f"{path}/favorites").body["items"] == []


def test_their_token_cannot_write_in_their_name_any_more(cognito: Stubber) -> None:
    path = f"/dwipps/{write()['id']}"
    call("PUT", f"{path}/upvote", as_="eve")

    leave(cognito)

    for method, place, body in (
        ("POST", "/dwipps", {"text": "Still here."}),
        ("PUT", f"{path}/upvote", None),
        ("PUT", f"{path}/favorite", None),
        ("POST", f"{path}/favorite", None),
    ):
        assert call(method, place, body, as_="eve").code == "unauthorized"


def test_only_the_tombstone_of_a_person_who_left_is_kept(cognito: Stubber) -> None:
    leave(cognito)

    kept = ProfileItem.get("eve").to_simple_dict()

    assert {key for key, value in kept.items() if value} == {"user_id", "left_at", "leaving"}


def test_a_session_that_has_ended_deletes_nothing(cognito: Stubber) -> None:
    dwipp = write(as_="eve")
    cognito.add_client_error("get_user", "NotAuthorizedException")

    assert call("DELETE", "/me", as_="eve").code == "unauthorized"
    assert call("GET", f"/dwipps/{dwipp['id']}").body["id"] == dwipp["id"]


def test_a_person_whose_account_is_gone_can_still_delete_their_dwipps(cognito: Stubber) -> None:
    write(as_="eve")
    cognito.add_client_error("get_user", "UserNotFoundException")

    assert call("DELETE", "/me", as_="eve").status == 204
    assert pages("/dwipps", 10) == [[]]


TIME = {"S": "2026-11-27T18:00:00+00:00"}


@pytest.mark.parametrize(
    ("marks", "hidden"),
    [
        ({"leaving": {"S": "yes"}}, True),
        ({"leaving": {"S": "yes"}, "left_at": {"L": []}}, True),
        ({"left_at": TIME}, False),  # their data is deleted already
        ({"leaving": {"L": []}, "left_at": TIME}, False),
    ],
    ids=str,
)
def test_a_person_with_one_mark_of_a_tombstone_can_write_nothing(marks: dict[str, Any], hidden: bool) -> None:
    """Otherwise they would write what nobody sees."""
    path, theirs = f"/dwipps/{write()['id']}", write(as_=SOMEBODY)["id"]
    call("PUT", f"{path}/favorite", as_=SOMEBODY)
    item = {"user_id": {"S": SOMEBODY}, "display_name": {"S": "Eve"}, **marks}
    boto3.client("dynamodb", region_name="eu-west-1").put_item(TableName="profiles", Item=item)

    assert (theirs not in pages("/dwipps", 10)[0]) == hidden
    assert call("GET", f"{path}/favorites").body["items"] == []
    for method, place, body in (
        ("POST", "/dwipps", {"text": "Still here."}),
        ("PUT", f"{path}/upvote", None),
        ("POST", f"{path}/upvote", None),
    ):
        assert call(method, place, body, as_=SOMEBODY).code == "unauthorized"
    with pytest.raises(SessionEndedError):
        ProfileStorage().put(SOMEBODY, "Somebody Else")


@pytest.mark.parametrize(
    "marks", [{"leaving": {"S": "no"}}, {"left_at": {"S": ""}}, {"left_at": {"N": "1"}}], ids=str
)
def test_a_person_with_a_malformed_mark_can_write(marks: dict[str, Any]) -> None:
    item = {"user_id": {"S": SOMEBODY}, "display_name": {"S": "Eve"}, **marks}
    boto3.client("dynamodb", region_name="eu-west-1").put_item(TableName="profiles", Item=item)

    theirs = write(as_=SOMEBODY)["id"]
    ProfileStorage().put(SOMEBODY, "Somebody Else")

    assert pages("/dwipps", 10) == [[theirs]]
