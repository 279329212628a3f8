"""Roles, their policies, and the boundary."""

from collections.abc import Iterator

from localcloud.provisioning.handlers.inputs import present
from tests.infra.emulated.call import AwsCall, key_values
from tests.infra.program import Registered

__all__ = ["attachment", "policy", "role", "role_policy"]


def policy(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "iam",
        "CreatePolicy",
        present(
            PolicyName=one.outputs["name"],
            Path=one.inputs["path"],
            Description=one.inputs.get("description"),
            PolicyDocument=one.inputs["policy"],
            Tags=key_values(one.inputs["tags"]),
        ),
    )


def role(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "iam",
        "CreateRole",
        present(
            RoleName=one.outputs["name"],
            Path=one.inputs["path"],
            AssumeRolePolicyDocument=one.inputs["assumeRolePolicy"],
            PermissionsBoundary=one.inputs.get("permissionsBoundary"),
            Tags=key_values(one.inputs["tags"]),
        ),
    )


def role_policy(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "iam",
        "PutRolePolicy",
        {
            "RoleName": one.inputs["role"],
            "PolicyName": one.outputs["name"],
            "PolicyDocument": one.inputs["policy"],
        },
    )


def attachment(one: Registered) -> Iterator[AwsCall]:
    yield AwsCall(
        "iam", "AttachRolePolicy", {"RoleName": one.inputs["role"], "PolicyArn": one.inputs["policyArn"]}
    )
