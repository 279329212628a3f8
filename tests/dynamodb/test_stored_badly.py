"""Half a character, which DynamoDB Local stores, takes no list and no page down."""

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from tests.webapp.dwipps.dwipps import SOMEBODY
from tests.webapp.events import call

BAD = "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"


@pytest.mark.usefixtures("cursor_key")
def test_a_lone_surrogate_in_a_text_and_a_name_is_shown_as_a_replacement(
    dynamodb: DynamoDBClient,
) -> None:
    dynamodb.put_item(
        TableName="dwipps",
        Item={
            **{"id": {"S": BAD}, "author_id": {"S": SOMEBODY}, "author_name": {"S": "\udc00da"}},
            **{name: {"N": "0"} for name in ("shard", "upvotes", "favorites")},
            **{"text": {"S": "x \ud800"}, "version": {"N": "1"}},
        },
    )
    dynamodb.put_item(TableName="favorites", Item={"user_id": {"S": SOMEBODY}, "dwipp_id": {"S": BAD}})
    dynamodb.put_item(
        TableName="profiles", Item={"user_id": {"S": SOMEBODY}, "display_name": {"S": "\ud800da"}}
    )

    for path in ("/dwipps", "/me/dwipps", f"/users/{SOMEBODY}/dwipps", "/me/favorites"):
        (shown,) = call("GET", path, as_=SOMEBODY).body["items"]
        assert (shown["text"], shown["author"]["display_name"]) == ("x \ufffd", "\ufffdda")
    assert (
        call("GET", f"/dwipps/{BAD}/favorites", as_=SOMEBODY).body["items"][0]["display_name"] == "\ufffdda"
    )
    assert call("PUT", f"/dwipps/{BAD}/upvote", as_=SOMEBODY).status == 200
