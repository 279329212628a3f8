"""Keys, the topic, logs, alarms, the dashboard, and rules for events."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from localcloud.provisioning.handlers.inputs import present
from tests.infra.emulated.call import AwsCall, key_values, whole
from tests.infra.program import Registered

__all__ = [
    "alarm",
    "dashboard",
    "key",
    "log_group",
    "metric_filter",
    "rule",
    "target",
    "topic",
    "topic_policy",
]


def key(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "kms",
        "CreateKey",
        {
            "Description": one.inputs["description"],
            "Policy": one.inputs["policy"],
            "Tags": key_values(one.inputs["tags"], "TagKey", "TagValue"),
        },
    )


def topic(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "sns",
        "CreateTopic",
        {
            "Name": one.outputs["name"],
            "Attributes": {"KmsMasterKeyId": one.inputs["kmsMasterKeyId"]},
            "Tags": key_values(one.inputs["tags"]),
        },
    )


def topic_policy(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "sns",
        "SetTopicAttributes",
        {
            "TopicArn": one.inputs["arn"],
            "AttributeName": "Policy",
            "AttributeValue": one.inputs["policy"],
        },
    )


def log_group(one: Registered) -> Iterator[AwsCall]:
    name = one.outputs["name"]
    yield AwsCall("logs", "CreateLogGroup", {"logGroupName": name, "tags": one.inputs["tags"]})
    days = whole(one.inputs["retentionInDays"])
    yield AwsCall("logs", "PutRetentionPolicy", {"logGroupName": name, "retentionInDays": days})


def metric_filter(one: Registered) -> Iterator[AwsCall]:
    counted = one.inputs["metricTransformation"]
    transformation = present(
        metricName=counted["name"],
        metricNamespace=counted["namespace"],
        metricValue=counted["value"],
        dimensions=counted.get("dimensions"),
    )
    yield AwsCall(
        "logs",
        "PutMetricFilter",
        {
            "logGroupName": one.inputs["logGroupName"],
            "filterName": one.outputs["name"],
            "filterPattern": one.inputs["pattern"],
            "metricTransformations": [transformation],
        },
    )


def alarm(one: Registered) -> Iterator[AwsCall]:
    inputs = whole(one.inputs)
    yield AwsCall(
        "cloudwatch",
        "PutMetricAlarm",
        {
            "AlarmName": one.outputs["name"],
            "AlarmDescription": inputs["alarmDescription"],
            "AlarmActions": inputs["alarmActions"],
            "OKActions": inputs["okActions"],
            "ComparisonOperator": inputs["comparisonOperator"],
            "Threshold": inputs["threshold"],
            "EvaluationPeriods": inputs["evaluationPeriods"],
            "DatapointsToAlarm": inputs["datapointsToAlarm"],
            "TreatMissingData": inputs["treatMissingData"],
            "Metrics": [_query(query) for query in inputs["metricQueries"]],
            "Tags": key_values(inputs["tags"]),
        },
    )


def _query(query: Mapping[str, Any]) -> dict[str, Any]:
    returned = {"Id": query["id"], "ReturnData": query.get("returnData", False)}
    if "expression" in query:
        return {**returned, "Expression": query["expression"], "Label": query["label"]}
    metric = query["metric"]
    measured = {
        "Namespace": metric["namespace"],
        "MetricName": metric["metricName"],
        "Dimensions": key_values(metric["dimensions"], "Name", "Value"),
    }
    return {
        **returned,
        "MetricStat": {"Metric": measured, "Period": metric["period"], "Stat": metric["stat"]},
    }


def dashboard(one: Registered) -> Iterator[AwsCall]:
    name, body = one.inputs["dashboardName"], one.inputs["dashboardBody"]
    yield AwsCall("cloudwatch", "PutDashboard", {"DashboardName": name, "DashboardBody": body})


def rule(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "events",
        "PutRule",
        {
            "Name": one.outputs["name"],
            "EventPattern": json.dumps(json.loads(one.inputs["eventPattern"])),
            "Tags": key_values(one.inputs["tags"]),
        },
    )


def target(one: Registered) -> Iterator[AwsCall]:
    given = one.inputs.get("inputTransformer")
    transformer = given and {"InputPathsMap": given["inputPaths"], "InputTemplate": given["inputTemplate"]}
    goal = present(
        Id=one.name, Arn=one.inputs["arn"], RoleArn=one.inputs.get("roleArn"), InputTransformer=transformer
    )
    yield AwsCall("events", "PutTargets", {"Rule": one.inputs["rule"], "Targets": [goal]})
