"""Moto creates the pipeline, the alarms and the release from what the program registers, and returns them.

moto 5.2.5 requires a location for a CodeBuild source that comes from the pipeline, which has none (MiniStack accepts
it: test_ministack.py). Its CodeDeploy lacks custom deployment configurations and loses the alarms of a group:
test_model.py checks both calls.
"""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore import xform_name
from moto import mock_aws

from infra.settings.stack import EDGE_REGION
from tests.infra.emulated.creation import CALLS, calls_of
from tests.infra.program import Program
from tests.infra.realistic import ACCOUNT, REGION

EDGE = ("cloudfront/", "cloudwatch/logDelivery", "wafv2/")  # test_site.py has the site
MADE = [
    kind
    for kind in CALLS
    if kind not in {"codebuild/project:Project", "codedeploy/deploymentConfig:DeploymentConfig"}
    and not kind.startswith(EDGE)
]


def client(service: str, region: str = REGION) -> Any:  # noqa: ANN401  boto3's clients are made at run time
    make: Any = boto3.client
    return make(service, region_name=region)


@pytest.fixture(scope="module")
def made(delivered: Program) -> Iterator[Program]:
    """Contains everything of a stack that moto can create."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("MOTO_ACCOUNT_ID", ACCOUNT)
        for call in calls_of(delivered, MADE):
            getattr(client(call.service, call.region), xform_name(call.operation))(**call.parameters)
        yield delivered


def test_the_pipeline_has_its_stages_in_order(made: Program) -> None:
    pipeline = made.one("codepipeline/pipeline:Pipeline")
    found = client("codepipeline").get_pipeline(name=pipeline.outputs["name"])["pipeline"]
    approval = ["Approve"] if made.stack == "prod" else []

    assert (found["pipelineType"], found["executionMode"]) == ("V2", "QUEUED")
    assert found["roleArn"] == made.one("iam/role:Role", "deliver-role").arn
    assert [stage["name"] for stage in found["stages"]] == [
        "Source",
        "Test",
        "Preview",
        *approval,
        "Deploy",
    ]


def test_the_pipeline_uses_builds_that_exist(made: Program) -> None:
    pipeline = made.one("codepipeline/pipeline:Pipeline").outputs["name"]
    stages = client("codepipeline").get_pipeline(name=pipeline)["pipeline"]["stages"]
    actions = {action["name"]: action for stage in stages for action in stage["actions"]}
    builds = {
        name: action["configuration"]["ProjectName"]
        for name, action in actions.items()
        if action["actionTypeId"]["provider"] == "CodeBuild"
    }

    assert actions["Source"]["configuration"]["PollForSourceChanges"] == "false"
    assert builds == {
        step.title(): made.one("codebuild/project:Project", f"deliver-{step}-project").outputs["name"]
        for step in ("test", "preview", "deploy")
    }


def test_the_pipelines_repository_exists(made: Program) -> None:
    name = made.one("codecommit/repository:Repository").inputs["repositoryName"]

    assert client("codecommit").get_repository(repositoryName=name)["repositoryMetadata"]["Arn"] == (
        made.one("codecommit/repository:Repository").arn
    )


def test_alarms_add_up_their_metrics(made: Program) -> None:
    found = {
        alarm["AlarmName"]: alarm
        for region in (REGION, EDGE_REGION)
        for page in client("cloudwatch", region).get_paginator("describe_alarms").paginate()
        for alarm in page["MetricAlarms"]
    }

    for one in made.all("cloudwatch/metricAlarm:MetricAlarm"):
        alarm = found[one.outputs["name"]]
        assert [query["Id"] for query in alarm["Metrics"]] == [
            query["id"] for query in one.inputs["metricQueries"]
        ]
        assert alarm["Metrics"][0]["Expression"] == one.inputs["metricQueries"][0]["expression"]
        assert alarm["AlarmActions"] == one.inputs["alarmActions"]
        assert (alarm["TreatMissingData"], alarm["Threshold"]) == ("notBreaching", one.inputs["threshold"])


def test_the_dashboard_has_one_graph_per_alarm(made: Program) -> None:
    body = client("cloudwatch").get_dashboard(DashboardName=f"dwipper-{made.stack}")["DashboardBody"]
    watched = [
        one
        for one in made.all("cloudwatch/metricAlarm:MetricAlarm")
        if one.name.startswith(("edge-", "watch-"))
    ]

    assert len(json.loads(body)["widgets"]) == len(watched)


def test_a_push_starts_the_pipeline_with_a_role(made: Program) -> None:
    rule = made.one("cloudwatch/eventRule:EventRule", "deliver-pushed").outputs["name"]
    pattern = json.loads(client("events").describe_rule(Name=rule)["EventPattern"])
    (target,) = client("events").list_targets_by_rule(Rule=rule)["Targets"]

    assert pattern["resources"] == [made.one("codecommit/repository:Repository").arn]
    assert pattern["detail"]["referenceName"] == ["main"]
    assert target["Arn"] == made.one("codepipeline/pipeline:Pipeline").arn
    assert target["RoleArn"] == made.one("iam/role:Role", "deliver-starter").arn


def test_the_bucket_is_private_encrypted_and_expires_objects(made: Program) -> None:
    bucket, s3 = made.one("s3/bucket:Bucket", "deliver-bucket").outputs["bucket"], client("s3")
    (encryption,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    (forgetting,) = s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]

    assert set(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values()) == {True}
    assert encryption["ApplyServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": made.one("kms/key:Key", "deliver-key").arn,
    }
    assert forgetting["Expiration"]["Days"] == 30


def test_a_release_that_fails_or_alarms_is_rolled_back(made: Program) -> None:
    for group in made.all("codedeploy/deploymentGroup:DeploymentGroup"):
        found = client("codedeploy").get_deployment_group(
            applicationName=group.inputs["appName"], deploymentGroupName=group.inputs["deploymentGroupName"]
        )["deploymentGroupInfo"]

        assert found["serviceRoleArn"] == made.one("iam/role:Role", "release-role").arn
        assert found["autoRollbackConfiguration"] == {
            "enabled": True,
            "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
        }


def test_the_apps_roles_have_the_permissions_boundary(made: Program) -> None:
    role = made.one("iam/role:Role", "api-role").outputs["name"]

    assert client("iam").get_role(RoleName=role)["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"] == (
        made.one("iam/policy:Policy", "boundary-policy").arn
    )
