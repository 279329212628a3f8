"""CloudFormation's type for each resource type of Pulumi's provider, and properties that are named differently.

Names that differ only in capitals or a plural are not listed: CloudFormation's schemas have them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["KINDS", "NO_COUNTERPART", "Inputs", "CloudFormationType"]

Inputs = dict[str, Any]


@dataclass(frozen=True)
class CloudFormationType:
    """The type in CloudFormation, and the property, or its path, with the physical name.

    `renamed` maps the path of an input to its property, if that has another name or is deeper; "" omits the input.
    `part_of` is the input with the id of the resource of which this one is a part in CloudFormation. `reshaped`
    changes the inputs before they are translated.
    """

    type: str
    name: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    part_of: str = ""
    reshaped: Callable[[Inputs], Inputs] = lambda inputs: inputs


def _table(inputs: Inputs) -> Inputs:
    ours = {"HASH": inputs.pop("hashKey"), "RANGE": inputs.pop("rangeKey", None)}
    keys = [{"AttributeName": name, "KeyType": type_} for type_, name in ours.items() if name]
    view = inputs.pop("streamViewType", None)
    stream = {"streamSpecification": {"streamViewType": view}} if inputs.pop("streamEnabled", False) else {}
    return {**inputs, "keySchema": keys, **stream}


def _stage(inputs: Inputs) -> Inputs:
    """CloudFormation maps a route's key to its settings, without a schema."""
    settings = {
        one["routeKey"]: {_capital(key): value for key, value in one.items() if key != "routeKey"}
        for one in inputs.pop("routeSettings", [])
    }
    return {**inputs, "routeSettings": settings}


def _function(inputs: Inputs) -> Inputs:
    """The provider sends the zip itself; CloudFormation reads it from a bucket."""
    return {**inputs, "code": {"s3Bucket": "a-bucket", "s3Key": "app.zip"}}


def _project(inputs: Inputs) -> Inputs:
    """The provider turns logs on by itself."""
    logs = {"status": "ENABLED", **inputs["logsConfig"]["cloudwatchLogs"]}
    return {**inputs, "logsConfig": {"cloudwatchLogs": logs}}


def _lifecycle(inputs: Inputs) -> Inputs:
    rules = [
        {**({"expirationInDays": rule.pop("expiration")["days"]} if "expiration" in rule else {}), **rule}
        for rule in inputs.pop("rules")
    ]
    return {**inputs, "rules": rules}


def _budget(inputs: Inputs) -> Inputs:
    """In CloudFormation a budget's notifications are a property of the whole, like the mails of each notification."""
    notices = [
        {
            "subscribers": [
                {"subscriptionType": "EMAIL", "address": email}
                for email in one.pop("subscriberEmailAddresses")
            ],
            "notification": one,
        }
        for one in inputs.pop("notifications")
    ]
    limit = {"amount": float(inputs.pop("limitAmount")), "unit": inputs.pop("limitUnit")}
    tags = inputs.pop("tags", {})
    return {
        "budget": {**inputs, "budgetLimit": limit},
        "notificationsWithSubscribers": notices,
        "resourceTags": tags,
    }


def _anomalies(inputs: Inputs) -> Inputs:
    """In CloudFormation the expression is a text, which it does not check."""
    return {**inputs, "thresholdExpression": json.dumps(inputs["thresholdExpression"])}


def _target(inputs: Inputs) -> Inputs:
    return {"rule": inputs.pop("rule"), "targets": [{"id": "target", **inputs}]}


def _distribution(inputs: Inputs) -> Inputs:
    """CloudFormation has all inside one property."""
    tags = inputs.pop("tags")
    files, api = inputs.pop("origins")
    files["s3OriginConfig"] = {"originAccessIdentity": ""}
    return {"distributionConfig": {**inputs, "origins": [files, api]}, "tags": tags}


def _function_at_the_edge(inputs: Inputs) -> Inputs:
    config = {"comment": inputs.pop("comment"), "runtime": inputs.pop("runtime")}
    return {
        "functionConfig": config,
        "functionCode": inputs.pop("code"),
        "autoPublish": inputs.pop("publish"),
        **inputs,
    }


def _inside(property_: str) -> Callable[[Inputs], Inputs]:
    return lambda inputs: {property_: inputs}


def _log_destination(inputs: Inputs) -> Inputs:
    config = inputs.pop("deliveryDestinationConfiguration")
    return {**inputs, **config}


def _firewall(inputs: Inputs) -> Inputs:
    bodies = {
        one.pop("key"): {_capital(key): value for key, value in one.items()}
        for one in inputs.pop("customResponseBodies")
    }
    return {**inputs, "customResponseBodies": bodies}


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


BUCKET, ROLE = "AWS::S3::Bucket", "AWS::IAM::Role"
ACTION, CONFIG = "stages.actions.", "distributionConfig."

KINDS: Mapping[str, CloudFormationType] = {
    "apigatewayv2/api:Api": CloudFormationType("AWS::ApiGatewayV2::Api", "Name"),
    "apigatewayv2/apiMapping:ApiMapping": CloudFormationType("AWS::ApiGatewayV2::ApiMapping"),
    "apigatewayv2/authorizer:Authorizer": CloudFormationType(
        "AWS::ApiGatewayV2::Authorizer", "Name", {"jwtConfiguration.audiences": "Audience"}
    ),
    "apigatewayv2/domainName:DomainName": CloudFormationType("AWS::ApiGatewayV2::DomainName"),
    "apigatewayv2/integration:Integration": CloudFormationType("AWS::ApiGatewayV2::Integration"),
    "apigatewayv2/route:Route": CloudFormationType("AWS::ApiGatewayV2::Route"),
    "apigatewayv2/stage:Stage": CloudFormationType("AWS::ApiGatewayV2::Stage", "StageName", reshaped=_stage),
    "budgets/budget:Budget": CloudFormationType("AWS::Budgets::Budget", reshaped=_budget),
    "cloudfront/distribution:Distribution": CloudFormationType(
        "AWS::CloudFront::Distribution",
        renamed={
            f"{CONFIG}isIpv6Enabled": "IPV6Enabled",
            f"{CONFIG}orderedCacheBehaviors": "CacheBehaviors",
            f"{CONFIG}origins.customHeaders": "OriginCustomHeaders",
            f"{CONFIG}origins.customHeaders.name": "HeaderName",
            f"{CONFIG}origins.customHeaders.value": "HeaderValue",
            f"{CONFIG}origins.originId": "Id",
        },
        reshaped=_distribution,
    ),
    "cloudfront/function:Function": CloudFormationType(
        "AWS::CloudFront::Function", "Name", reshaped=_function_at_the_edge
    ),
    "cloudfront/originAccessControl:OriginAccessControl": CloudFormationType(
        "AWS::CloudFront::OriginAccessControl",
        "OriginAccessControlConfig.Name",
        reshaped=_inside("originAccessControlConfig"),
    ),
    "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": CloudFormationType(
        "AWS::CloudFront::ResponseHeadersPolicy",
        "ResponseHeadersPolicyConfig.Name",
        reshaped=_inside("responseHeadersPolicyConfig"),
    ),
    "cloudwatch/dashboard:Dashboard": CloudFormationType("AWS::CloudWatch::Dashboard"),
    "cloudwatch/eventRule:EventRule": CloudFormationType("AWS::Events::Rule", "Name"),
    "cloudwatch/eventTarget:EventTarget": CloudFormationType(
        "AWS::Events::Rule",
        renamed={
            "targets.inputTransformer.inputPaths": "InputPathsMap",
            "targets.inputTransformer.inputTemplate": "InputTemplate",
        },
        part_of="rule",
        reshaped=_target,
    ),
    "cloudwatch/logDelivery:LogDelivery": CloudFormationType("AWS::Logs::Delivery"),
    "cloudwatch/logDeliveryDestination:LogDeliveryDestination": CloudFormationType(
        "AWS::Logs::DeliveryDestination", "Name", reshaped=_log_destination
    ),
    "cloudwatch/logDeliverySource:LogDeliverySource": CloudFormationType("AWS::Logs::DeliverySource", "Name"),
    "cloudwatch/logGroup:LogGroup": CloudFormationType("AWS::Logs::LogGroup", "LogGroupName"),
    "cloudwatch/logMetricFilter:LogMetricFilter": CloudFormationType(
        "AWS::Logs::MetricFilter",
        "FilterName",
        {
            "pattern": "FilterPattern",
            "metricTransformation.name": "MetricName",
            "metricTransformation.namespace": "MetricNamespace",
            "metricTransformation.value": "MetricValue",
        },
    ),
    "cloudwatch/metricAlarm:MetricAlarm": CloudFormationType(
        "AWS::CloudWatch::Alarm",
        "AlarmName",
        {
            "metricQueries": "Metrics",
            "metricQueries.metric": "MetricStat",
            **{
                f"metricQueries.metric.{name}": f"Metric.{_capital(name)}"
                for name in ("dimensions", "metricName", "namespace")
            },
        },
    ),
    "codebuild/project:Project": CloudFormationType(
        "AWS::CodeBuild::Project",
        "Name",
        {"buildTimeout": "TimeoutInMinutes", "logsConfig.cloudwatchLogs": "CloudWatchLogs"},
        reshaped=_project,
    ),
    "codecommit/repository:Repository": CloudFormationType(
        "AWS::CodeCommit::Repository", "RepositoryName", {"description": "RepositoryDescription"}
    ),
    "codedeploy/application:Application": CloudFormationType(
        "AWS::CodeDeploy::Application", "ApplicationName"
    ),
    "codedeploy/deploymentConfig:DeploymentConfig": CloudFormationType(
        "AWS::CodeDeploy::DeploymentConfig",
        "DeploymentConfigName",
        {
            "trafficRoutingConfig.timeBasedCanary.interval": "CanaryInterval",
            "trafficRoutingConfig.timeBasedCanary.percentage": "CanaryPercentage",
        },
    ),
    "codedeploy/deploymentGroup:DeploymentGroup": CloudFormationType(
        "AWS::CodeDeploy::DeploymentGroup", "DeploymentGroupName", {"appName": "ApplicationName"}
    ),
    "codepipeline/pipeline:Pipeline": CloudFormationType(
        "AWS::CodePipeline::Pipeline",
        "Name",
        {
            "artifactStores": "ArtifactStore",
            **{
                f"{ACTION}{name}": f"ActionTypeId.{_capital(name)}"
                for name in ("category", "owner", "provider", "version")
            },
        },
    ),
    "cognito/userPool:UserPool": CloudFormationType(
        "AWS::Cognito::UserPool",
        "UserPoolName",
        {
            "emailConfiguration.fromEmailAddress": "From",
            "passwordPolicy": "Policies.PasswordPolicy",
            "tags": "UserPoolTags",
        },
    ),
    "cognito/userPoolClient:UserPoolClient": CloudFormationType("AWS::Cognito::UserPoolClient", "ClientName"),
    "costexplorer/anomalySubscription:AnomalySubscription": CloudFormationType(
        "AWS::CE::AnomalySubscription", "SubscriptionName", {"tags": "ResourceTags"}, reshaped=_anomalies
    ),
    "dynamodb/table:Table": CloudFormationType(
        "AWS::DynamoDB::Table",
        "TableName",
        {
            "attributes": "AttributeDefinitions",
            "attributes.name": "AttributeName",
            "attributes.type": "AttributeType",
            "globalSecondaryIndexes.name": "IndexName",
            "globalSecondaryIndexes.nonKeyAttributes": "Projection.NonKeyAttributes",
            "globalSecondaryIndexes.projectionType": "Projection.ProjectionType",
            "pointInTimeRecovery": "PointInTimeRecoverySpecification",
            "pointInTimeRecovery.enabled": "PointInTimeRecoveryEnabled",
            "serverSideEncryption": "SSESpecification",
            "serverSideEncryption.enabled": "SSEEnabled",
            "ttl": "TimeToLiveSpecification",
        },
        reshaped=_table,
    ),
    "iam/policy:Policy": CloudFormationType(
        "AWS::IAM::ManagedPolicy", "ManagedPolicyName", {"policy": "PolicyDocument", "tags": ""}
    ),
    "iam/role:Role": CloudFormationType(ROLE, "RoleName", {"assumeRolePolicy": "AssumeRolePolicyDocument"}),
    "iam/rolePolicy:RolePolicy": CloudFormationType(
        "AWS::IAM::RolePolicy", "PolicyName", {"policy": "PolicyDocument", "role": "RoleName"}
    ),
    "iam/rolePolicyAttachment:RolePolicyAttachment": CloudFormationType(
        ROLE, renamed={"policyArn": "ManagedPolicyArns"}, part_of="role"
    ),
    "kms/key:Key": CloudFormationType("AWS::KMS::Key", renamed={"policy": "KeyPolicy"}),
    "lambda/alias:Alias": CloudFormationType("AWS::Lambda::Alias", "Name"),
    "lambda/eventSourceMapping:EventSourceMapping": CloudFormationType(
        "AWS::Lambda::EventSourceMapping",
        renamed={"destinationConfig.onFailure.destinationArn": "Destination"},
    ),
    "lambda/function:Function": CloudFormationType(
        "AWS::Lambda::Function", "FunctionName", {"publish": ""}, reshaped=_function
    ),
    "lambda/functionRecursionConfig:FunctionRecursionConfig": CloudFormationType(
        "AWS::Lambda::Function", part_of="functionName"
    ),
    "lambda/permission:Permission": CloudFormationType(
        # CloudFormation has the qualifier in the function's name.
        "AWS::Lambda::Permission",
        renamed={"function": "FunctionName", "qualifier": ""},
    ),
    "s3/bucket:Bucket": CloudFormationType(BUCKET, "BucketName", {"forceDestroy": ""}),
    "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": CloudFormationType(
        BUCKET,
        renamed={
            "rules": "LifecycleConfiguration.Rules",
            "rules.filter": "",
        },
        part_of="bucket",
        reshaped=_lifecycle,
    ),
    "s3/bucketPolicy:BucketPolicy": CloudFormationType(
        "AWS::S3::BucketPolicy", renamed={"policy": "PolicyDocument"}
    ),
    "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": CloudFormationType(
        BUCKET,
        renamed={
            name: f"PublicAccessBlockConfiguration.{_capital(name)}"
            for name in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        },
        part_of="bucket",
    ),
    "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": CloudFormationType(
        BUCKET,
        renamed={
            "rules": "BucketEncryption.ServerSideEncryptionConfiguration",
            "rules.applyServerSideEncryptionByDefault": "ServerSideEncryptionByDefault",
            "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId": "KMSMasterKeyID",
        },
        part_of="bucket",
    ),
    "s3/bucketVersioning:BucketVersioning": CloudFormationType(BUCKET, part_of="bucket"),
    "sns/topic:Topic": CloudFormationType("AWS::SNS::Topic", "TopicName"),
    "sns/topicPolicy:TopicPolicy": CloudFormationType(
        "AWS::SNS::TopicPolicy", renamed={"arn": "Topics", "policy": "PolicyDocument"}
    ),
    "sns/topicSubscription:TopicSubscription": CloudFormationType(
        "AWS::SNS::Subscription", renamed={"topic": "TopicArn"}
    ),
    "sqs/queue:Queue": CloudFormationType(
        "AWS::SQS::Queue",
        "QueueName",
        {
            "messageRetentionSeconds": "MessageRetentionPeriod",
            "visibilityTimeoutSeconds": "VisibilityTimeout",
        },
    ),
    "ssm/parameter:Parameter": CloudFormationType("AWS::SSM::Parameter", "Name"),
    "wafv2/webAcl:WebAcl": CloudFormationType("AWS::WAFv2::WebACL", "Name", reshaped=_firewall),
}

# Types that CloudFormation does not have, and why nothing is lost.
NO_COUNTERPART: Mapping[str, str] = {}
