"""Differences between the laptop and AWS, as docs/parity.md lists them. A test fails when one disappears."""

import re
from pathlib import Path

import pytest

from tests.platform.api import LaptopApi, Somebody, a_new_email
from tests.platform.aws import aws
from tests.platform.running import ROOT, RunningPlatform


def test_throttles_are_set_and_not_enforced(platform: RunningPlatform, api: LaptopApi) -> None:
    (stage,) = aws(platform, "apigatewayv2").get_stages(ApiId=platform.outputs["api_id"])["Items"]
    assert stage["RouteSettings"]["POST /api/v1/sessions"]["ThrottlingBurstLimit"] == 20

    assert {api.log_in(a_new_email(), "Wrong-Horse-9").status_code for _ in range(40)} == {401}


def test_the_access_log_has_no_lines(platform: RunningPlatform, api: LaptopApi) -> None:
    api.call("GET", "/health")
    logs = aws(platform, "logs")
    (group,) = logs.describe_log_groups(logGroupNamePrefix="/aws/vendedlogs/")["logGroups"]

    assert logs.filter_log_events(logGroupName=group["logGroupName"])["events"] == []


def test_an_index_is_consistent_with_its_table(platform: RunningPlatform) -> None:
    table = aws(platform, "dynamodb")
    for number in range(20):
        key = {"user_id": {"S": f"index-{number}"}, "dwipp_id": {"S": "index"}}
        table.put_item(TableName="storage-upvotes", Item=key)
        found = table.query(
            TableName="storage-upvotes",
            IndexName="by_dwipp",
            KeyConditionExpression="dwipp_id = :dwipp",
            ExpressionAttributeValues={":dwipp": key["dwipp_id"]},
        )
        assert found["Count"] == number + 1


def test_an_access_token_survives_a_log_out_except_for_account_operations(
    api: LaptopApi, ada: Somebody
) -> None:
    assert api.call("DELETE", "/sessions", token=ada.access).ok

    assert api.call("GET", "/dwipps", token=ada.access).status_code == 200
    assert api.call("GET", "/me", token=ada.access).status_code == 401


@pytest.mark.parametrize(
    "named", sorted(set(re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs/parity.md").read_text())))
)
def test_every_path_in_the_parity_pages_exists(named: str) -> None:
    assert (ROOT / Path(named)).exists()
