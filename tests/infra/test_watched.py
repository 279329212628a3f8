"""Failures are logged, kept, and sent to the operator with what to do."""

import json
import re
from typing import Any

import pytest

from tests.infra.policies import statements
from tests.infra.program import Program, Registered, program_of
from tests.infra.realistic import ACCOUNT

RUNBOOK = re.compile(r" What to do: https://\S+/docs/runbooks/[a-z0-9-]+\.md$")
METRICS = 10  # the most in an alarm: PutMetricAlarm in CloudWatch's API reference


def test_every_log_has_a_retention(program: Program) -> None:
    assert all(one.inputs["retentionInDays"] > 0 for one in program.all("cloudwatch/logGroup:LogGroup"))


def test_every_function_and_every_build_logs_to_a_group_of_the_stack(program: Program) -> None:
    """If none is named, AWS creates one that keeps logs forever."""
    groups = {one.outputs["name"] for one in program.all("cloudwatch/logGroup:LogGroup")}
    functions = {one.inputs["loggingConfig"]["logGroup"] for one in program.all("lambda/function:Function")}
    builds = [
        one.inputs["logsConfig"]["cloudwatchLogs"]["groupName"]
        for one in program.all("codebuild/project:Project")
    ]

    assert len(functions) == len(program.all("lambda/function:Function"))
    assert len(set(builds)) == len(builds)
    assert functions | set(builds) < groups


def test_an_alarm_notifies_the_topic_at_its_begin_and_end(delivered: Program) -> None:
    """A topic of its own region: CloudWatch notifies no other."""
    topics = {one.inputs["region"]: one.arn for one in delivered.all("sns/topic:Topic")}
    for alarm in delivered.all("cloudwatch/metricAlarm:MetricAlarm"):
        topic = topics[alarm.inputs["region"]]
        assert alarm.inputs["alarmActions"] == [topic]
        assert alarm.inputs["okActions"] == [topic]
        assert alarm.inputs.get("actionsEnabled", True) is True


def test_an_alarm_says_what_is_wrong_and_which_runbook_to_read(delivered: Program) -> None:
    for alarm in delivered.all("cloudwatch/metricAlarm:MetricAlarm"):
        meaning = alarm.inputs["alarmDescription"]
        assert RUNBOOK.search(meaning), meaning
        assert not meaning.startswith(" What to do")


def test_missing_data_raises_no_alarm(delivered: Program) -> None:
    """Alarms on DynamoDB also fill in zeros, because CloudWatch ignores their setting for missing data."""
    for alarm in delivered.all("cloudwatch/metricAlarm:MetricAlarm"):
        total, *parts = alarm.inputs["metricQueries"]
        assert alarm.inputs["treatMissingData"] == "notBreaching"
        assert total["expression"] == " + ".join(f"FILL({part['id']}, 0)" for part in parts)


def test_an_alarm_sums_no_more_metrics_than_cloudwatch_allows(delivered: Program) -> None:
    for alarm in delivered.all("cloudwatch/metricAlarm:MetricAlarm"):
        returned = [one["id"] for one in alarm.inputs["metricQueries"] if one.get("returnData")]
        assert returned == ["total"]
        assert len(alarm.inputs["metricQueries"]) - 1 <= METRICS


def test_every_part_of_the_platform_has_an_alarm(delivered: Program) -> None:
    """Identified by the dimensions of the alarms' metrics."""
    named = {
        value
        for alarm in delivered.all("cloudwatch/metricAlarm:MetricAlarm")
        for query in alarm.inputs["metricQueries"]
        for value in query.get("metric", {}).get("dimensions", {}).values()
    }
    parts = [
        *(one.outputs["name"] for one in delivered.all("dynamodb/table:Table")),
        *(one.outputs["name"] for one in delivered.all("lambda/function:Function")),
        delivered.one("apigatewayv2/api:Api").id,
        delivered.one("cloudfront/distribution:Distribution").id,
        delivered.one("cognito/userPool:UserPool").id,
        delivered.one("wafv2/webAcl:WebAcl").inputs["visibilityConfig"]["metricName"],
        *(one.outputs["name"] for one in delivered.all("sqs/queue:Queue")),
    ]

    assert set(parts) <= named


def test_a_failed_run_of_the_pipeline_is_sent_to_the_topic_with_its_runbook(delivered: Program) -> None:
    rule = delivered.one("cloudwatch/eventRule:EventRule", "deliver-failed")
    target = delivered.one("cloudwatch/eventTarget:EventTarget", "deliver-failed-target").inputs
    pattern = json.loads(rule.inputs["eventPattern"])

    assert target["rule"] == rule.outputs["name"]
    assert target["arn"] == delivered.one("sns/topic:Topic", "watch-topic").arn
    assert pattern["source"] == ["aws.codepipeline"]
    assert pattern["detail"] == {
        "pipeline": [delivered.one("codepipeline/pipeline:Pipeline").outputs["name"]],
        "state": ["FAILED"],
    }
    assert RUNBOOK.search(json.loads(target["inputTransformer"]["inputTemplate"]))


def test_alarms_and_events_can_publish_to_an_encrypted_topic(delivered: Program) -> None:
    """With AWS's own key no message would arrive, and nobody would notice."""
    topic = delivered.one("sns/topic:Topic", "watch-topic")
    (key,) = (one for one in delivered.all("kms/key:Key") if one.arn == topic.inputs["kmsMasterKeyId"])
    publishers = {"cloudwatch.amazonaws.com", "events.amazonaws.com"}

    assert services_that_may(key, {"kms:Decrypt", "kms:GenerateDataKey"}) == publishers
    assert (
        services_that_may(delivered.one("sns/topicPolicy:TopicPolicy", "watch-tellers"), {"sns:Publish"})
        == publishers
    )


def test_alarms_of_another_account_cannot_publish_to_the_topic(delivered: Program) -> None:
    policy = delivered.one("sns/topicPolicy:TopicPolicy", "watch-tellers").inputs["policy"]
    alarms = {"Service": "cloudwatch.amazonaws.com"}
    conditions = [one.get("Condition") for one in statements(policy) if one["Principal"] == alarms]

    assert conditions == [{"StringEquals": {"aws:SourceAccount": ACCOUNT}}]


@pytest.mark.parametrize(("stack", "minutes"), [("prod", 10), ("staging", 5)])
def test_a_release_waits_and_is_stopped_only_by_the_new_versions_alarm(stack: str, minutes: int) -> None:
    """An alarm about the old version would block the release of a fix."""
    program = program_of(stack)
    alarm = program.one("cloudwatch/metricAlarm:MetricAlarm", "release-new-version-errors")
    group = program.one("codedeploy/deploymentGroup:DeploymentGroup").inputs
    pace = program.one("codedeploy/deploymentConfig:DeploymentConfig")

    assert group["alarmConfiguration"] == {"enabled": True, "alarms": [alarm.outputs["name"]]}
    assert group["deploymentConfigName"] == pace.outputs["deploymentConfigName"]
    assert pace.inputs["trafficRoutingConfig"]["timeBasedCanary"] == {"interval": minutes, "percentage": 10}


def services_that_may(owner: Registered, actions: set[str]) -> set[str]:
    """Returns the services to which a resource policy gives exactly these rights."""
    found: set[str] = set()
    for statement in json.loads(owner.inputs["policy"])["Statement"]:
        service: Any = statement["Principal"].get("Service", [])
        if set(statement["Action"]) == actions:
            found.update([service] if isinstance(service, str) else service)
    return found
