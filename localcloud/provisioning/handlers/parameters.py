"""SSM Parameter Store. Values are kept between runs, as `ignore_changes` keeps them on AWS."""

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
