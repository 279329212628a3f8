"""IAM. Created at each start, so that the laptop enforces the program's current policies."""

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.inputs import present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_role", "create_role_policy"]


def create_role(cloud: Cloud, resource: Resource) -> Created:
    name = resource.inputs.get("name", resource.name)
    role = cloud.client("iam").create_role(
        RoleName=name,
        AssumeRolePolicyDocument=resource.inputs["assumeRolePolicy"],
        **present(Path=resource.inputs.get("path")),
    )["Role"]
    return Created(name, {"name": name, "arn": role["Arn"]})


def create_role_policy(cloud: Cloud, resource: Resource) -> Created:
    role, name = resource.inputs["role"], resource.inputs.get("name", resource.name)
    cloud.client("iam").put_role_policy(
        RoleName=role, PolicyName=name, PolicyDocument=resource.inputs["policy"]
    )
    return Created(f"{role}:{name}", {"name": name})
