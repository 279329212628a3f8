"""MiniStack creates builds, topics, keys and alarms from what the program registers, and returns them.

MiniStack 1.5.33 lacks CodeCommit, CodePipeline and CodeDeploy (moto has them: test_moto.py), and loses the metrics
of an alarm's expression.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore import xform_name

from infra.settings.stack import EDGE_REGION
from tests.infra.emulated.creation import CALLS, calls_of
from tests.infra.program import Program, program_of
from tests.infra.realistic import ACCOUNT, REGION
from tests.localcloud.emulator_process import Emulator

EDGE = ("cloudfront/", "cloudwatch/logDelivery", "wafv2/")  # test_site.py has the site
MADE = [kind for kind in CALLS if not kind.startswith((*EDGE, "codecommit/", "codedeploy/", "codepipeline/"))]


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of("prod")


@pytest.fixture(scope="module")
def emulator(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """Contains everything of a stack that MiniStack can create."""
    with Emulator(tmp_path_factory.mktemp("emulator")) as emulator:
        clients: dict[tuple[str, str], Any] = {}
        for call in calls_of(program, MADE):
            place = call.service, call.region
            client = clients.setdefault(place, emulator.client(call.service, ACCOUNT, region=call.region))
            getattr(client, xform_name(call.operation))(**call.parameters)
        yield emulator


def test_each_step_runs_its_own_buildspec_in_its_own_role(emulator: Emulator, program: Program) -> None:
    names = [one.outputs["name"] for one in program.all("codebuild/project:Project")]
    found = emulator.client("codebuild", ACCOUNT).batch_get_projects(names=names)["projects"]

    assert {one["source"]["buildspec"]: one["serviceRole"] for one in found} == {
        f"buildspecs/{step}.yml": program.one("iam/role:Role", f"deliver-{step}-role").arn
        for step in ("test", "preview", "deploy")
    }
    assert {one["source"]["type"] for one in found} == {"CODEPIPELINE"}
    assert {one["encryptionKey"] for one in found} == {program.one("kms/key:Key", "deliver-key").arn}


def test_the_topic_is_encrypted_with_the_key_and_alarms_and_events_may_publish_to_it(
    emulator: Emulator, program: Program
) -> None:
    topic = program.one("sns/topic:Topic", "watch-topic")
    found = emulator.client("sns", ACCOUNT).get_topic_attributes(TopicArn=topic.arn)["Attributes"]

    assert found["KmsMasterKeyId"] == topic.inputs["kmsMasterKeyId"]
    assert found["Policy"] == program.one("sns/topicPolicy:TopicPolicy", "watch-tellers").inputs["policy"]


def test_every_alarm_exists_and_notifies_the_topic(emulator: Emulator, program: Program) -> None:
    topic = program.one("sns/topic:Topic", "watch-topic").arn
    found = [
        alarm
        for region in (REGION, EDGE_REGION)
        for alarm in emulator.client("cloudwatch", ACCOUNT, region=region).describe_alarms()["MetricAlarms"]
    ]

    assert {one["AlarmName"] for one in found} == {
        one.outputs["name"] for one in program.all("cloudwatch/metricAlarm:MetricAlarm")
    }
    ours = [one for one in found if "-watch-" in one["AlarmName"]]
    assert all(one["AlarmActions"] == one["OKActions"] == [topic] for one in ours)


def test_every_log_group_has_the_stacks_retention(emulator: Emulator, program: Program) -> None:
    found = [
        group
        for region in (REGION, EDGE_REGION)
        for group in emulator.client("logs", ACCOUNT, region=region).describe_log_groups()["logGroups"]
    ]

    assert {one["logGroupName"]: one["retentionInDays"] for one in found} == {
        one.outputs["name"]: 30 for one in program.all("cloudwatch/logGroup:LogGroup")
    }


def test_a_failed_run_of_the_pipeline_is_sent_to_the_topic(emulator: Emulator, program: Program) -> None:
    rule = program.one("cloudwatch/eventRule:EventRule", "deliver-failed").outputs["name"]
    (target,) = emulator.client("events", ACCOUNT).list_targets_by_rule(Rule=rule)["Targets"]

    assert target["Arn"] == program.one("sns/topic:Topic", "watch-topic").arn
    assert "pipeline-failed.md" in target["InputTransformer"]["InputTemplate"]
