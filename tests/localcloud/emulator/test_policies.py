"""Policies that are read once are enforced as before."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.emulator_process import Emulator


def policy(effect: str, **principal: str) -> str:
    where = principal or {"Resource": "*"}
    action = "sts:AssumeRole" if principal else "dynamodb:ListTables"
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, **where}]})


@pytest.fixture
def role(emulator: Emulator) -> str:
    """The ARN of a role without rights."""
    trust = policy("Allow", Principal="*")
    role: dict[str, Any] = emulator.client("iam").create_role(
        RoleName="reader", AssumeRolePolicyDocument=trust
    )
    arn: str = role["Role"]["Arn"]
    return arn


def test_a_policy_counts_from_the_next_call_on_in_each_of_its_versions(emulator: Emulator, role: str) -> None:
    iam = emulator.client("iam")
    taken = emulator.client("sts").assume_role(RoleArn=role, RoleSessionName="one")["Credentials"]
    tables = emulator.client(
        "dynamodb", taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"]
    )
    for _ in range(2):
        iam.put_role_policy(RoleName="reader", PolicyName="rights", PolicyDocument=policy("Allow"))
        assert "TableNames" in tables.list_tables()

        iam.put_role_policy(RoleName="reader", PolicyName="rights", PolicyDocument=policy("Deny"))
        with pytest.raises(ClientError, match="AccessDenied"):
            tables.list_tables()
