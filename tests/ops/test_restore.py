"""A restored table replaces the stack's table, which is kept."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from ops.aws import Aws
from ops.restore import main
from tests.ops.pulumi import FakePulumi

OLD = "dwipper-dev-storage-dwipps-0a1b2c"
URN = "urn:pulumi:dev::dwipper::dwipper:index:Storage$aws:dynamodb/table:Table::storage-dwipps"
AT = "2026-11-27T03:00:00+00:00"


@pytest.fixture
def deployed_table(aws: Aws, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch) -> Aws:
    """A table with an item, in AWS and in the state, and a function with its name as a variable."""
    monkeypatch.setenv("YES", "1")
    aws.dynamodb.create_table(
        TableName=OLD,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    aws.dynamodb.update_continuous_backups(
        TableName=OLD, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    aws.dynamodb.put_item(TableName=OLD, Item={"id": {"S": "1"}})
    arn = f"arn:aws:dynamodb:eu-west-1:123456789012:table/{OLD}"
    table = {"urn": URN, "type": "aws:dynamodb/table:Table", "id": OLD, "inputs": {"name": OLD}}
    function = {
        "urn": "api-function",
        "type": "aws:lambda/function:Function",
        "inputs": {"DWIPPS_TABLE": OLD},
    }
    pulumi.has_state(
        {"deployment": {"resources": [{**table, "outputs": {"name": OLD, "arn": arn}}, function]}}
    )
    return aws


def restore(tree: Path, aws: Aws, table: str = "dwipps", at: str = AT) -> None:
    main("dev", table, at, root=tree, aws=aws, pause=lambda seconds: None)


def test_the_restored_table_replaces_the_old_one_which_is_kept(
    tree: Path, deployed_table: Aws, pulumi: FakePulumi, capsys: pytest.CaptureFixture[str]
) -> None:
    restore(tree, deployed_table)

    table, function = pulumi.state["deployment"]["resources"]
    new: Any = table["id"]
    assert new.startswith("dwipper-dev-storage-dwipps-")  # for the patterns of the policies
    assert new != OLD
    assert (table["inputs"]["name"], table["outputs"]["arn"].rpartition("/")[2]) == (new, new)
    assert function["inputs"] == {"DWIPPS_TABLE": OLD}, "the next update sets the new name"
    assert set(deployed_table.dynamodb.list_tables()["TableNames"]) == {OLD, new}
    assert deployed_table.dynamodb.scan(TableName=new)["Count"] == 1
    assert pulumi.calls[-1][:5] == ["refresh", "--stack", "dev", "--target", URN]
    assert "Next: make up STACK=dev" in capsys.readouterr().out


def test_a_new_table_that_is_not_known_yet_and_an_outage_do_not_end_the_wait(
    tree: Path, deployed_table: Aws, pulumi: FakePulumi, capsys: pytest.CaptureFixture[str]
) -> None:
    """The restore would go on without the command, and the next run would pay for another one."""
    answers = iter(
        [
            ("ResourceNotFoundException", 400),
            ("InternalServerError", 500),
            ("ThrottlingException", 400),
        ]
    )
    events = deployed_table.dynamodb.meta.events

    def fail(**_: object) -> None:
        code, status = next(answers, (None, 0))
        if code:
            raise ClientError(
                {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}},  # type: ignore[typeddict-item]
                "DescribeTable",
            )

    events.register("before-parameter-build.dynamodb.DescribeTable", fail)
    try:
        restore(tree, deployed_table)
    finally:
        events.unregister("before-parameter-build.dynamodb.DescribeTable", fail)

    assert next(answers, None) is None
    assert pulumi.state["deployment"]["resources"][0]["id"] != OLD
    assert capsys.readouterr().out.count("AWS does not answer for now") == 2


def test_the_state_is_not_changed_before_the_table_is_active(
    tree: Path, deployed_table: Aws, pulumi: FakePulumi
) -> None:
    before = pulumi.state

    def never(seconds: float) -> None:
        raise KeyboardInterrupt

    with Stubber(deployed_table.dynamodb) as dynamodb:
        dynamodb.add_response("restore_table_to_point_in_time", {})
        dynamodb.add_response("describe_table", {"Table": {"TableStatus": "CREATING"}})
        with pytest.raises(SystemExit) as ended:
            main("dev", "dwipps", AT, root=tree, aws=deployed_table, pause=never)

    assert ended.value.code == 130
    assert pulumi.state == before


@pytest.mark.parametrize(
    ("table", "at", "message"),
    [
        ("dwips", AT, "set TABLE to a table of the stack: dwipps"),
        ("dwipps", "yesterday", "AT must be a time, as in AT=2026-11-27T03:00:00Z, not 'yesterday'"),
        ("dwipps", "2999-01-01T00:00:00Z", "must be in the past"),
        ("dwipps", "0001-01-01T00:00:00+14:00", "AT must be a time"),
    ],
)
def test_an_impossible_restore_is_reported_and_nothing_is_done(
    tree: Path, deployed_table: Aws, table: str, at: str, message: str
) -> None:
    with pytest.raises(SystemExit, match=message):
        restore(tree, deployed_table, table, at)

    assert deployed_table.dynamodb.list_tables()["TableNames"] == [OLD]


def test_a_moment_without_a_zone_is_in_utc(
    tree: Path, deployed_table: Aws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    asked = []

    def record(params: dict[str, Any], **_: object) -> None:
        asked.append(params["RestoreDateTime"])

    events = deployed_table.dynamodb.meta.events
    events.register("before-parameter-build.dynamodb.RestoreTableToPointInTime", record)
    try:
        restore(tree, deployed_table, at="2026-11-27T03:00:00")
    finally:
        events.unregister("before-parameter-build.dynamodb.RestoreTableToPointInTime", record)
        monkeypatch.undo()
        time.tzset()

    assert asked == [datetime(2026, 11, 27, 3, tzinfo=UTC)]
    assert "at 2026-11-27T03:00:00+00:00 is restored into" in capsys.readouterr().out


def test_without_a_yes_nothing_is_done(
    tree: Path, deployed_table: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YES")

    with pytest.raises(SystemExit, match="nothing was done"):
        restore(tree, deployed_table)

    assert deployed_table.dynamodb.list_tables()["TableNames"] == [OLD]


def test_a_table_without_point_in_time_recovery_is_reported_in_awss_words(
    tree: Path, deployed_table: Aws
) -> None:
    with Stubber(deployed_table.dynamodb) as dynamodb:  # moto would restore it
        dynamodb.add_client_error("restore_table_to_point_in_time", "PointInTimeRecoveryUnavailableException")
        with pytest.raises(SystemExit, match="AWS refused RestoreTableToPointInTime"):
            restore(tree, deployed_table)
