"""One id connects a client's answer, the terminal's line about it, and the function's log lines."""

import uuid
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from tests.platform.api import LaptopApi, Somebody
from tests.platform.running import RunningPlatform, eventually


@pytest.fixture
def badly_stored(platform: RunningPlatform) -> Iterator[str]:
    """Returns the id of an invalid item, for which the function logs a warning."""
    client: Any = boto3.client(
        "dynamodb",
        endpoint_url=platform.outputs["emulator_url"],
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    dwipp_id = str(uuid.uuid4())
    (table,) = [name for name in client.list_tables()["TableNames"] if "dwipps" in name]
    client.put_item(TableName=table, Item={"id": {"S": dwipp_id}})
    yield dwipp_id
    client.delete_item(TableName=table, Key={"id": {"S": dwipp_id}})


def test_requests_and_function_logs_have_the_requests_id(
    platform: RunningPlatform, api: LaptopApi, ada: Somebody, badly_stored: str
) -> None:
    answer = api.call("GET", f"/dwipps/{badly_stored}?limit=1", token=ada.access)

    id_ = answer.headers["apigw-requestid"]
    lines = eventually(lambda: [line for line in platform.said().splitlines() if id_ in line])
    assert any(f"WARNING webapp: {badly_stored}" in line for line in lines)
    assert any(f"GET /api/v1/dwipps/{badly_stored} 404 in " in line for line in lines)
    assert not any("limit" in line for line in lines)
