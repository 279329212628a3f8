"""A person who leaves is hidden at once and cannot write any more. Their data is deleted later."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tests.operations import LISTS, OF_A_DWIPP, OPERATIONS, Operation
from tests.webapp.dwipps.dwipps import SOMEBODY, pages, write
from tests.webapp.events import LambdaAnswer, call
from webapp.accounts.errors import SessionEndedError
from webapp.accounts.storage import ProfileItem, ProfileStorage
from webapp.aws.transactions import transact

pytestmark = pytest.mark.usefixtures("aws")

# A POST before a PUT, because a toggle would take back what is there. Cognito refuses a new password itself.
ADDS = sorted(
    (
        one
        for one in OPERATIONS
        if one.method in {"POST", "PUT"} and one.has_caller and "passwords" not in one.tags
    ),
    key=str,
)
OF_THE_CALLER = {"list_my_dwipps"}


def leave(cognito: Stubber, name: str = "eve") -> LambdaAnswer:
    token = {"AccessToken": f"token-of-{name}"}
    attributes = [{"Name": "email", "Value": f"{name}@example.org"}]
    cognito.add_response("get_user", {"Username": name, "UserAttributes": attributes}, token)
    cognito.add_response("delete_user", {}, token)
    return call("DELETE", "/me", as_=name)


def ask(operation: Operation, dwipp_id: str, as_: str = "ada") -> LambdaAnswer:
    path = operation.path(dwipp_id, user_id=SOMEBODY)
    return call(operation.method, path, operation.example, as_=as_)


def lists_of_somebody(dwipp_id: str) -> set[str]:
    """Returns the lists in which Ada sees somebody."""
    return {one.id for one in LISTS if SOMEBODY in str(ask(one, dwipp_id).body)}


@pytest.mark.parametrize("operation", OF_A_DWIPP, ids=str)
def test_the_dwipps_of_a_person_who_left_are_hidden(cognito: Stubber, operation: Operation) -> None:
    theirs = write(as_=SOMEBODY)["id"]

    assert leave(cognito, SOMEBODY).status == 204

    assert ask(operation, theirs).code == "not_found"


def test_a_person_who_left_is_in_no_list(cognito: Stubber) -> None:
    mine = write()["id"]
    for one in ADDS:
        assert (answer := ask(one, mine, as_=SOMEBODY)).status < 300, (str(one), answer)
    for dwipp_id in pages(f"/users/{SOMEBODY}/dwipps", 10)[0]:
        call("PUT", f"/dwipps/{dwipp_id}/favorite")
    assert {one.id for one in LISTS} - lists_of_somebody(mine) == OF_THE_CALLER, (
        "let somebody be in the list before they leave, or name it in OF_THE_CALLER"
    )

    leave(cognito, SOMEBODY)

    assert lists_of_somebody(mine) == set()
    assert pages("/dwipps", 10) == [[mine]]


@pytest.mark.parametrize("operation", ADDS, ids=str)
def test_their_token_cannot_write_in_their_name_any_more(cognito: Stubber, operation: Operation) -> None:
    mine = write()["id"]
    call("PUT", f"/dwipps/{mine}/upvote", as_=SOMEBODY)

    leave(cognito, SOMEBODY)

    assert ask(operation, mine, as_=SOMEBODY).code == "unauthorized"


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
    mine, theirs = write()["id"], write(as_=SOMEBODY)["id"]
    call("PUT", f"/dwipps/{mine}/favorite", as_=SOMEBODY)
    item = {"user_id": {"S": SOMEBODY}, "display_name": {"S": "Eve"}, **marks}
    boto3.client("dynamodb", region_name="eu-west-1").put_item(TableName="profiles", Item=item)

    assert (theirs not in pages("/dwipps", 10)[0]) == hidden
    assert call("GET", f"/dwipps/{mine}/favorites").body["items"] == []
    assert {ask(one, mine, as_=SOMEBODY).code for one in ADDS} == {"unauthorized"}
    with pytest.raises(SessionEndedError):
        ProfileStorage().put(SOMEBODY, "Somebody Else")


@pytest.mark.parametrize("marks", [{"leaving": {"S": "yes"}}, {"left_at": TIME}], ids=str)
def test_a_mark_that_comes_after_the_name_was_read_stops_the_write(marks: dict[str, Any]) -> None:
    item = {"user_id": {"S": SOMEBODY}, "display_name": {"S": "Eve"}, **marks}
    boto3.client("dynamodb", region_name="eu-west-1").put_item(TableName="profiles", Item=item)

    for part in (ProfileStorage.still_named(SOMEBODY, "Eve"), ProfileStorage.named(SOMEBODY)):
        with pytest.raises(part.refusal):
            transact(part)


@pytest.mark.parametrize(
    "marks", [{"leaving": {"S": "no"}}, {"left_at": {"S": ""}}, {"left_at": {"N": "1"}}], ids=str
)
def test_a_person_with_a_malformed_mark_can_write(marks: dict[str, Any]) -> None:
    item = {"user_id": {"S": SOMEBODY}, "display_name": {"S": "Eve"}, **marks}
    boto3.client("dynamodb", region_name="eu-west-1").put_item(TableName="profiles", Item=item)

    theirs = write(as_=SOMEBODY)["id"]
    ProfileStorage().put(SOMEBODY, "Somebody Else")

    assert pages("/dwipps", 10) == [[theirs]]
