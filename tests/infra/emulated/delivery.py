"""The repository, the bucket, the builds, the pipeline, and the release."""

from collections.abc import Iterator, Mapping
from typing import Any

from localcloud.provisioning.handlers.inputs import pascal, present
from tests.infra.emulated.call import AwsCall, key_values, whole
from tests.infra.program import Registered
from tests.infra.realistic import REGION

__all__ = [
    "application",
    "bucket",
    "bucket_closed",
    "bucket_encryption",
    "bucket_lifecycle",
    "bucket_policy",
    "bucket_versions",
    "deployment_config",
    "deployment_group",
    "pipeline",
    "project",
    "repository",
]


def repository(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "codecommit",
        "CreateRepository",
        {
            "repositoryName": one.inputs["repositoryName"],
            "repositoryDescription": one.inputs["description"],
            "tags": one.inputs["tags"],
        },
    )


def bucket(one: Registered) -> Iterator[AwsCall]:
    name = one.outputs["bucket"]
    there = {"LocationConstraint": REGION}
    yield AwsCall("s3", "CreateBucket", {"Bucket": name, "CreateBucketConfiguration": there})
    yield AwsCall(
        "s3", "PutBucketTagging", {"Bucket": name, "Tagging": {"TagSet": key_values(one.inputs["tags"])}}
    )


def bucket_encryption(one: Registered) -> Iterator[AwsCall]:
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": present(
                SSEAlgorithm=rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"],
                KMSMasterKeyID=rule["applyServerSideEncryptionByDefault"].get("kmsMasterKeyId"),
            ),
            "BucketKeyEnabled": rule.get("bucketKeyEnabled", False),
        }
        for rule in one.inputs["rules"]
    ]
    yield AwsCall(
        "s3",
        "PutBucketEncryption",
        {"Bucket": one.inputs["bucket"], "ServerSideEncryptionConfiguration": {"Rules": rules}},
    )


def bucket_closed(one: Registered) -> Iterator[AwsCall]:
    closed = {key: value for key, value in one.inputs.items() if key != "bucket"}
    yield AwsCall(
        "s3",
        "PutPublicAccessBlock",
        {"Bucket": one.inputs["bucket"], "PublicAccessBlockConfiguration": pascal(closed)},
    )


def bucket_policy(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall("s3", "PutBucketPolicy", {"Bucket": one.inputs["bucket"], "Policy": one.inputs["policy"]})


def bucket_lifecycle(one: Registered) -> Iterator[AwsCall]:
    rules = [
        {
            "ID": rule["id"],
            "Status": rule["status"],
            "Filter": {"Prefix": ""},  # the provider sends this for an empty one
            **pascal(_expiry(rule)),
        }
        for rule in whole(one.inputs["rules"])
    ]
    yield AwsCall(
        "s3",
        "PutBucketLifecycleConfiguration",
        {"Bucket": one.inputs["bucket"], "LifecycleConfiguration": {"Rules": rules}},
    )


def _expiry(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in rule.items() if key in {"expiration", "noncurrentVersionExpiration"}}


def bucket_versions(one: Registered) -> Iterator[AwsCall]:
    status = pascal(one.inputs["versioningConfiguration"])
    yield AwsCall(
        "s3", "PutBucketVersioning", {"Bucket": one.inputs["bucket"], "VersioningConfiguration": status}
    )


def project(one: Registered) -> Iterator[AwsCall]:
    inputs = whole(one.inputs)
    yield AwsCall(
        "codebuild",
        "CreateProject",
        {
            "name": one.outputs["name"],
            "description": inputs["description"],
            "source": inputs["source"],
            "artifacts": inputs["artifacts"],
            "environment": inputs["environment"],
            "serviceRole": inputs["serviceRole"],
            "cache": inputs["cache"],
            "timeoutInMinutes": inputs["buildTimeout"],
            "encryptionKey": inputs["encryptionKey"],
            "logsConfig": {
                "cloudWatchLogs": {
                    "status": "ENABLED",
                    "groupName": inputs["logsConfig"]["cloudwatchLogs"]["groupName"],
                }
            },
            "tags": key_values(inputs["tags"], "key", "value"),
        },
    )


def pipeline(one: Registered) -> Iterator[AwsCall]:
    (store,) = one.inputs["artifactStores"]
    described = {
        "name": one.outputs["name"],
        "roleArn": one.inputs["roleArn"],
        "artifactStore": store,
        "pipelineType": one.inputs["pipelineType"],
        "executionMode": one.inputs["executionMode"],
        "stages": [_stage(stage) for stage in one.inputs["stages"]],
    }
    tags = key_values(one.inputs["tags"], "key", "value")
    yield AwsCall("codepipeline", "CreatePipeline", {"pipeline": described, "tags": tags})


def _stage(stage: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": stage["name"], "actions": [_action(action) for action in stage["actions"]]}


def _action(action: Mapping[str, Any]) -> dict[str, Any]:
    kind = {"category": action["category"], "owner": action["owner"], "provider": action["provider"]}
    return present(
        name=action["name"],
        actionTypeId={**kind, "version": action["version"]},
        configuration=action["configuration"],
        inputArtifacts=[{"name": name} for name in action.get("inputArtifacts", [])],
        outputArtifacts=[{"name": name} for name in action.get("outputArtifacts", [])],
        namespace=action.get("namespace"),
    )


def application(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "codedeploy",
        "CreateApplication",
        {
            "applicationName": one.outputs["name"],
            "computePlatform": one.inputs["computePlatform"],
            "tags": key_values(one.inputs["tags"]),
        },
    )


def deployment_config(one: Registered) -> Iterator[AwsCall]:
    pace = whole(one.inputs["trafficRoutingConfig"])
    canary = {
        "canaryInterval": pace["timeBasedCanary"]["interval"],
        "canaryPercentage": pace["timeBasedCanary"]["percentage"],
    }
    yield AwsCall(
        "codedeploy",
        "CreateDeploymentConfig",
        {
            "deploymentConfigName": one.outputs["deploymentConfigName"],
            "computePlatform": one.inputs["computePlatform"],
            "trafficRoutingConfig": {"type": pace["type"], "timeBasedCanary": canary},
        },
    )


def deployment_group(one: Registered) -> Iterator[AwsCall]:
    inputs = one.inputs
    alarms = [{"name": name} for name in inputs["alarmConfiguration"]["alarms"]]
    yield AwsCall(
        "codedeploy",
        "CreateDeploymentGroup",
        {
            "applicationName": inputs["appName"],
            "deploymentGroupName": inputs["deploymentGroupName"],
            "deploymentConfigName": inputs["deploymentConfigName"],
            "deploymentStyle": inputs["deploymentStyle"],
            "serviceRoleArn": inputs["serviceRoleArn"],
            "alarmConfiguration": {**inputs["alarmConfiguration"], "alarms": alarms},
            "autoRollbackConfiguration": inputs["autoRollbackConfiguration"],
            "tags": key_values(inputs["tags"]),
        },
    )
