"""No alarm or graph uses a metric that AWS never publishes, and no alarm exceeds CloudWatch's limits."""

import json
from collections.abc import Iterator

import pytest

from tests.infra.watch.metrics import MetricKey, key
from tests.infra.watch.published import OPERATIONS, PUBLISHED
from tests.infra.watch.stacks import STACKS, WatchedStack, stack_named

MOST_METRICS = 10  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
MOST_CHARACTERS = 1024  # lengths of a description and an expression: PutMetricAlarm
DAY_SECONDS = 24 * 60 * 60  # the longest evaluation range with periods below an hour


@pytest.fixture(scope="module", params=STACKS)
def stack(request: pytest.FixtureRequest) -> WatchedStack:
    return stack_named(request.param)


def dashboard(stack: WatchedStack) -> Iterator[MetricKey]:
    """Returns `[namespace, name, dimension, value, …]` as in a widget."""
    body = json.loads(stack.program.one("cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    for widget in body["widgets"]:
        for namespace, name, *rest in widget["properties"]["metrics"]:
            yield key(namespace, name, dict(zip(rest[::2], rest[1::2], strict=True)))


def is_published(stack: WatchedStack, metric: MetricKey) -> bool:
    names = frozenset(name for name, _ in metric.dimensions)
    if metric.namespace == stack.namespace:
        made = stack.log_filters[metric.name]["metricTransformation"]
        return names == frozenset(made.get("dimensions") or {})
    operation = dict(metric.dimensions).get("Operation", "GetItem")
    return names in PUBLISHED.get((metric.namespace, metric.name), ()) and operation in OPERATIONS


def test_every_metric_of_an_alarm_is_published(stack: WatchedStack) -> None:
    assert not [metric for metric in stack.watched() if not is_published(stack, metric)]


def test_every_metric_of_the_dashboard_is_published(stack: WatchedStack) -> None:
    shown = list(dashboard(stack))

    assert shown
    assert not [metric for metric in shown if not is_published(stack, metric)]


@pytest.mark.parametrize(
    ("name", "dimensions"),
    [
        ("AWS/DynamoDB SystemErrors", {"TableName": "t"}),
        ("AWS/DynamoDB SystemErrors", {"TableName": "t", "Operation": "Transact"}),
        ("AWS/DynamoDB WriteThrottleEvents", {"GlobalSecondaryIndexName": "i"}),
        ("AWS/ApiGateway 5XXError", {"ApiId": "a"}),
        ("AWS/Cognito SignInThrottles", {"UserPool": "p"}),
        ("AWS/Lambda Errors", {"FunctionName": "f", "ExecutedVersion": "1"}),
    ],
)
def test_plausible_metrics_that_aws_does_not_publish_are_found(name: str, dimensions: dict[str, str]) -> None:
    namespace, _, metric = name.partition(" ")

    assert not is_published(stack_named("dev"), key(namespace, metric, dimensions))


def test_an_alarm_is_within_the_limits_of_cloudwatch(stack: WatchedStack) -> None:
    for alarm in stack.alarms.values():
        assert 0 < len(alarm.metrics) <= MOST_METRICS
        assert len(alarm.expression) <= MOST_CHARACTERS
        assert len(alarm.inputs["alarmDescription"]) <= MOST_CHARACTERS
        assert alarm.periods * alarm.period * 60 <= DAY_SECONDS


def test_an_alarm_that_fills_missing_data_does_not_depend_on_the_newest(stack: WatchedStack) -> None:
    """See FILL in https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html"""
    for alarm in stack.alarms.values():
        assert "FILL" not in alarm.expression or alarm.inputs["datapointsToAlarm"] < alarm.periods
