"""SSM Parameter Store. Kept between runs: a value is made once, as `ignore_changes` has it on AWS."""

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_parameter"]


def create_parameter(cloud: Cloud, resource: Resource) -> Created:
    ssm = cloud.client("ssm")
    name = resource.inputs.get("name", f"/{resource.name}")
    if ssm.get_parameters(Names=[name])["InvalidParameters"]:
        ssm.put_parameter(Name=name, Type=resource.inputs["type"], Value=resource.inputs["value"])
    arn = ssm.get_parameter(Name=name)["Parameter"]["ARN"]
    return Created(name, {"name": name, "arn": arn})
