"""A queue invokes a function like on Lambda, and keeps its messages over a restart."""

import json
import secrets
from pathlib import Path

from tests.localcloud.emulator.runner import Runner
from tests.localcloud.emulator.test_streams import TRUST, nothing
from tests.localcloud.emulator_process import Emulator
from tests.platform.running import eventually


class Queued:
    """A queue that sends a function one message at a time. After `tries` failures a message goes to `failures`."""

    def __init__(self, emulator: Emulator, runner: Runner, *, hidden: int, tries: int = 20) -> None:
        self.sqs = emulator.client("sqs")
        name = f"jobs-{secrets.token_hex(4)}"
        self.failures = self.sqs.create_queue(QueueName=f"{name}-failures")["QueueUrl"]
        redrive = {"deadLetterTargetArn": self._arn(self.failures), "maxReceiveCount": tries}
        attributes = {"VisibilityTimeout": str(hidden), "RedrivePolicy": json.dumps(redrive)}
        self.url = self.sqs.create_queue(QueueName="jobs", Attributes=attributes)["QueueUrl"]
        role = emulator.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
        functions = emulator.client("lambda")
        functions.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Handler="app.handler",
            Role=role["Role"]["Arn"],
            Timeout=min(hidden, 3),
            Code={"ZipFile": nothing()},
            Environment={"Variables": {"MINISTACK_LAMBDA_PROXY_URL": runner.url}},
        )
        functions.create_event_source_mapping(
            EventSourceArn=self._arn(self.url),
            FunctionName=name,
            BatchSize=1,
            ScalingConfig={"MaximumConcurrency": 2},
        )

    def send(self, *messages: str) -> None:
        for message in messages:
            self.sqs.send_message(QueueUrl=self.url, MessageBody=message)

    def given_up(self) -> list[str]:
        found = self.sqs.receive_message(QueueUrl=self.failures).get("Messages", [])
        return [message["Body"] for message in found]

    def _arn(self, url: str) -> str:
        found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        arn: str = found["Attributes"]["QueueArn"]
        return arn


def test_a_failing_message_blocks_no_other_and_is_moved_after_its_attempts(
    tmp_path: Path, runner: Runner
) -> None:
    with Emulator(tmp_path) as emulator:
        queued = Queued(emulator, runner, hidden=1, tries=2)

        queued.send("bad", "good")

        assert eventually(lambda: ["good"] in runner.tried)
        assert eventually(queued.given_up) == ["bad"]
    assert runner.tried.count(["bad"]) == 2
    assert runner.tried.count(["good"]) == 1


def test_messages_in_flight_at_a_kill_are_delivered_again_at_once(tmp_path: Path, runner: Runner) -> None:
    with Emulator(tmp_path) as emulator:
        Queued(emulator, runner, hidden=600).send("bad")
        eventually(lambda: runner.tried)
        state = tmp_path / "state.json"
        eventually(lambda: state.exists() and '"queues": {"jobs"' in state.read_text())
        emulator.kill()
    runner.bad.clear()

    with Emulator(tmp_path) as again:
        Queued(again, runner, hidden=600)

        assert eventually(lambda: runner.tried == [["bad"], ["bad"]])


def test_processed_messages_are_not_delivered_again_after_a_restart(tmp_path: Path, runner: Runner) -> None:
    with Emulator(tmp_path) as emulator:
        queued = Queued(emulator, runner, hidden=600)
        queued.send("old")
        eventually(lambda: runner.tried)
        eventually(lambda: not _there(queued))

    with Emulator(tmp_path) as again:
        Queued(again, runner, hidden=600).send("new")

        eventually(lambda: ["new"] in runner.tried)
    assert runner.tried == [["old"], ["new"]]


def _there(queued: Queued) -> bool:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = queued.sqs.get_queue_attributes(QueueUrl=queued.url, AttributeNames=names)
    return any(int(number) for number in found["Attributes"].values())
