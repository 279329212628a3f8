"""CloudWatch Logs."""

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_log_group"]


def create_log_group(cloud: Cloud, resource: Resource) -> Created:
    logs = cloud.client("logs")
    name = resource.inputs.get("name", resource.name)
    logs.create_log_group(logGroupName=name)
    if "retentionInDays" in resource.inputs:
        logs.put_retention_policy(logGroupName=name, retentionInDays=resource.inputs["retentionInDays"])
    return Created(name, {"name": name, "arn": f"arn:aws:logs:{cloud.region}:000000000000:log-group:{name}"})
