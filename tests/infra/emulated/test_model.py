"""Every call that creates the pipeline, the alarms and the release is valid by AWS's API model."""

import pytest

from tests.infra.emulated.call import AwsCall
from tests.infra.emulated.creation import CALLS, calls_of
from tests.infra.emulated.model import faults_of
from tests.infra.program import Program

OF_THE_LAPTOP = ("apigatewayv2/", "cognito/", "dynamodb/", "lambda/", "sqs/", "ssm/")  # made by localcloud


def test_every_call_is_valid_for_the_apis_model(delivered: Program) -> None:
    faults = {call.operation: faults for call in calls_of(delivered) if (faults := faults_of(call))}

    assert faults == {}


def test_every_type_that_the_laptop_does_not_create_has_its_calls(delivered: Program) -> None:
    kinds = {one.type.removeprefix("aws:") for one in delivered.registered if one.type.startswith("aws:")}

    assert {kind for kind in kinds if not kind.startswith(OF_THE_LAPTOP)} <= CALLS.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"AlarmName": "x", "EvaluationPeriods": 1, "ComparisonOperator": "MoreThan"},
        {"AlarmName": "x" * 256, "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold"},
        {"AlarmName": "x", "EvaluationPeriods": "1", "ComparisonOperator": "GreaterThanThreshold"},
        {"EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold"},
    ],
)
def test_an_invalid_call_is_found(wrong: dict[str, object]) -> None:
    assert faults_of(AwsCall("cloudwatch", "PutMetricAlarm", wrong))
