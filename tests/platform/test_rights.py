"""The laptop enforces the role's policies, so it shows a right that the program lacks."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from tests.platform.api import LaptopApi, Somebody
from tests.platform.running import RunningPlatform


@pytest.fixture
def policy(platform: RunningPlatform) -> Iterator["RolePolicy"]:
    """Returns the policy of the Lambda's role, and restores it after the test."""
    policy = RolePolicy(platform.outputs["emulator_url"])
    yield policy
    policy.put(policy.document)


class RolePolicy:
    """The inline policy of the API's role, in the emulator's IAM."""

    def __init__(self, emulator_url: str) -> None:
        self._iam: Any = boto3.client(
            "iam",
            endpoint_url=emulator_url,
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        self._role = "api-role"
        self._name = self._iam.list_role_policies(RoleName=self._role)["PolicyNames"][0]
        found = self._iam.get_role_policy(RoleName=self._role, PolicyName=self._name)["PolicyDocument"]
        self.document: dict[str, Any] = found if isinstance(found, dict) else json.loads(found)

    def put(self, document: dict[str, Any]) -> None:
        self._iam.put_role_policy(
            RoleName=self._role, PolicyName=self._name, PolicyDocument=json.dumps(document)
        )

    def put_without(self, action: str) -> None:
        statements = [
            {**statement, "Action": [one for one in actions_of(statement) if one != action]}
            for statement in self.document["Statement"]
        ]
        self.put({**self.document, "Statement": [one for one in statements if one["Action"]]})


def actions_of(statement: dict[str, Any]) -> list[str]:
    actions = statement["Action"]
    return [actions] if isinstance(actions, str) else list(actions)


@pytest.mark.parametrize(
    ("action", "method", "path", "body"),
    [
        ("dynamodb:PutItem", "POST", "/dwipps", {"text": "May I?"}),
        ("dynamodb:Query", "GET", "/dwipps", None),
        ("dynamodb:GetItem", "GET", "/me", None),
    ],
)
def test_a_missing_right_fails_its_operation_and_is_in_the_log(
    platform: RunningPlatform,
    api: LaptopApi,
    ada: Somebody,
    policy: RolePolicy,
    action: str,
    method: str,
    path: str,
    body: dict[str, str] | None,
) -> None:
    before = len(platform.said())
    policy.put_without(action)

    answer = api.call(method, path, body, token=ada.access)

    assert answer.status_code in {500, 503}
    assert action not in answer.text
    assert f"not authorized to perform: {action}" in platform.said()[before:]
