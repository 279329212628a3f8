"""The stack's account and region, and names of its resources."""

from dataclasses import dataclass
from functools import cached_property

import pulumi
import pulumi_aws

__all__ = ["Account"]


@dataclass(frozen=True)
class Account:
    """Builds ARNs."""

    region: str

    @cached_property
    def id(self) -> pulumi.Output[str]:
        """Returns the account of the credentials that run the program."""
        number: pulumi.Output[str] = pulumi_aws.get_caller_identity_output().account_id
        return number

    @property
    def prefix(self) -> str:
        """Returns the prefix of physical names, from the autonaming in Pulumi.yaml."""
        return f"{pulumi.get_project()}-{pulumi.get_stack()}-"

    @property
    def path(self) -> str:
        """Returns the prefix of names with a path: roles, logs and parameters."""
        return f"/{pulumi.get_project()}/{pulumi.get_stack()}/"

    @property
    def tags(self) -> dict[str, dict[str, str]]:
        """Returns the condition that a resource is this stack's, for ARNs without a name."""
        tags = {"project": pulumi.get_project(), "stack": pulumi.get_stack()}
        return {"StringEquals": {f"aws:ResourceTag/{key}": value for key, value in tags.items()}}

    def arn(self, service: str, resource: str) -> pulumi.Output[str]:
        """Returns the ARN of a regional resource of this account: `arn("lambda", "function:name")`."""
        return pulumi.Output.concat("arn:aws:", service, ":", self.region, ":", self.id, ":", resource)

    @property
    def alarms(self) -> pulumi.Output[str]:
        """Returns the ARN that is needed to describe alarms: AWS checks the right for all alarms of the account."""
        return self.arn("cloudwatch", "alarm:*")

    def role(self, path: str) -> pulumi.Output[str]:
        """Returns the ARN of roles; IAM has no regions."""
        return pulumi.Output.concat("arn:aws:iam::", self.id, ":role", path)
