"""Changes of a table reach a function through its stream, in order, until they succeed or run out of attempts."""

import io
import json
import secrets
import zipfile
from pathlib import Path
from typing import Any

from localcloud.emulator.streams import pause_after
from tests.localcloud.emulator.runner import Runner
from tests.localcloud.emulator_process import Emulator
from tests.platform.running import eventually

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


class Fed:
    """A table with a stream, and a function that gets its changes."""

    def __init__(self, emulator: Emulator, runner: Runner, name: str | None = None) -> None:
        self.name = name or f"things-{secrets.token_hex(4)}"
        self.dynamodb = emulator.client("dynamodb")
        self._lambda, self._emulator, self._runner = emulator.client("lambda"), emulator, runner

    def make_table(self) -> "Fed":
        self.dynamodb.create_table(
            TableName=self.name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        return self

    def feed(self, changes: list[str], **settings: Any) -> "Fed":  # noqa: ANN401
        """Creates the function, its alias, and the mapping from the stream to the alias."""
        role = self._emulator.client("iam").create_role(
            RoleName=self.name, AssumeRolePolicyDocument=json.dumps(TRUST)
        )["Role"]
        self._lambda.create_function(
            FunctionName=self.name,
            Runtime="python3.13",
            Handler="app.handler",
            Role=role["Arn"],
            Code={"ZipFile": nothing()},
            Environment={"Variables": {"MINISTACK_LAMBDA_PROXY_URL": self._runner.url}},
            Publish=True,
        )
        alias = self._lambda.create_alias(FunctionName=self.name, Name="live", FunctionVersion="1")
        self._lambda.create_event_source_mapping(
            EventSourceArn=self.dynamodb.describe_table(TableName=self.name)["Table"]["LatestStreamArn"],
            FunctionName=alias["AliasArn"],
            StartingPosition="TRIM_HORIZON",
            FilterCriteria={"Filters": [{"Pattern": json.dumps({"eventName": changes})}]},
            **settings,
        )
        return self

    def put(self, *ids: str) -> None:
        for one in ids:
            self.dynamodb.put_item(TableName=self.name, Item={"id": {"S": one}})

    def remove(self, one: str) -> None:
        self.dynamodb.delete_item(TableName=self.name, Key={"id": {"S": one}})


def nothing() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


def test_a_change_reaches_the_function_behind_the_alias_without_waiting_for_others(
    emulator: Emulator, runner: Runner
) -> None:
    fed = Fed(emulator, runner).make_table().feed(["INSERT"], MaximumBatchingWindowInSeconds=60)

    fed.put("first", "second")

    assert eventually(lambda: runner.done() == ["first", "second"])


def test_the_functions_role_needs_no_right_to_the_stream_here(emulator: Emulator, runner: Runner) -> None:
    fed = Fed(emulator, runner).make_table().feed(["INSERT"])
    assert emulator.client("iam").list_role_policies(RoleName=fed.name)["PolicyNames"] == []

    fed.put("one")

    assert eventually(runner.done)


def test_changes_that_do_not_match_the_filter_are_not_sent(emulator: Emulator, runner: Runner) -> None:
    fed = Fed(emulator, runner).make_table().feed(["REMOVE"])

    fed.put("kept", "gone")
    fed.remove("gone")

    eventually(runner.done)
    assert runner.tried == [["gone"]]


def test_changes_from_before_the_mapping_are_sent_in_batches(emulator: Emulator, runner: Runner) -> None:
    fed = Fed(emulator, runner).make_table()
    fed.put("1", "2", "3", "4", "5")

    fed.feed(["INSERT"], BatchSize=2)

    eventually(lambda: len(runner.done()) == 5)
    assert runner.tried == [["1", "2"], ["3", "4"], ["5"]]


def test_a_failing_event_is_retried_until_it_succeeds_and_later_ones_wait(
    emulator: Emulator, runner: Runner
) -> None:
    fed = Fed(emulator, runner).make_table().feed(["INSERT"], MaximumRetryAttempts=20)
    fed.put("bad")
    eventually(lambda: len(runner.tried) >= 2)
    fed.put("later")
    assert runner.done() == []

    runner.bad.clear()

    assert eventually(lambda: runner.tried[-1] == ["later"])
    assert set(map(tuple, runner.tried)) == {("bad",), ("later",)}


def test_the_pauses_between_retries_double_up_to_ten_seconds() -> None:
    assert [pause_after(failures) for failures in range(6)] == [1, 2, 4, 8, 10, 10]


def test_a_failing_batch_is_bisected_and_the_failing_record_is_sent_to_the_queue(
    emulator: Emulator, runner: Runner
) -> None:
    sqs = emulator.client("sqs")
    url = sqs.create_queue(QueueName=f"failures-{secrets.token_hex(4)}")["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    fed = Fed(emulator, runner).make_table()
    fed.put("1", "bad", "3", "4")

    fed.feed(
        ["INSERT"],
        BatchSize=25,
        MaximumRetryAttempts=1,
        BisectBatchOnFunctionError=True,
        DestinationConfig={"OnFailure": {"Destination": queue}},
    )

    assert eventually(lambda: runner.done() == ["1", "3", "4"])
    assert runner.tried.count(["bad"]) == 2
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert json.loads(message["Body"])["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert json.loads(message["Body"])["DDBStreamBatchInfo"]["batchSize"] == 1


def test_the_queue_of_failures_survives_a_restart(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        sqs = emulator.client("sqs")
        url = sqs.create_queue(QueueName="failures")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="given up")

    with Emulator(tmp_path) as again:
        sqs = again.client("sqs")
        assert not sqs.list_queues().get("QueueUrls")
        url = sqs.create_queue(QueueName="failures")["QueueUrl"]
        (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert message["Body"] == "given up"


def test_undelivered_changes_are_delivered_after_a_kill(tmp_path: Path, runner: Runner) -> None:
    with Emulator(tmp_path) as emulator:
        fed = Fed(emulator, runner, "things").make_table().feed(["INSERT"], MaximumRetryAttempts=20)
        fed.put("bad", "later")
        state = tmp_path / "state.json"
        eventually(lambda: state.exists() and '"streams": {"things"' in state.read_text())
        emulator.kill()
    runner.bad.clear()
    runner.tried.clear()

    with Emulator(tmp_path) as again:
        fed = Fed(again, runner, "things").feed(["INSERT"])
        fed.put("new")

        assert eventually(lambda: runner.done() == ["bad", "later", "new"])


def test_delivered_changes_are_not_delivered_again_after_a_restart(tmp_path: Path, runner: Runner) -> None:
    with Emulator(tmp_path) as emulator:
        Fed(emulator, runner, "things").make_table().feed(["INSERT"]).put("old")
        eventually(runner.done)

    with Emulator(tmp_path) as again:
        Fed(again, runner, "things").feed(["INSERT"]).put("new")

        eventually(lambda: "new" in runner.done())
    assert runner.tried == [["old"], ["new"]]
