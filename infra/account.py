"""The account and the region of the stack, and the names that its resources have there."""

from dataclasses import dataclass
from functools import cached_property

import pulumi
import pulumi_aws

__all__ = ["Account"]


@dataclass(frozen=True)
class Account:
    """Spells ARNs."""

    region: str

    @cached_property
    def id(self) -> pulumi.Output[str]:
        """The account of the credentials that the program runs with."""
        number: pulumi.Output[str] = pulumi_aws.get_caller_identity_output().account_id
        return number

    @property
    def prefix(self) -> str:
        """What physical names begin with: the autonaming of Pulumi.yaml."""
        return f"{pulumi.get_project()}-{pulumi.get_stack()}-"

    @property
    def path(self) -> str:
        """What roles, logs and parameters that have a path begin it with."""
        return f"/{pulumi.get_project()}/{pulumi.get_stack()}/"

    @property
    def tags(self) -> dict[str, dict[str, str]]:
        """The condition that a resource is this stack's, where its ARN has no name."""
        tags = {"project": pulumi.get_project(), "stack": pulumi.get_stack()}
        return {"StringEquals": {f"aws:ResourceTag/{key}": value for key, value in tags.items()}}

    def arn(self, service: str, resource: str) -> pulumi.Output[str]:
        """The ARN of a regional resource of this account: `arn("lambda", "function:name")`."""
        return pulumi.Output.concat("arn:aws:", service, ":", self.region, ":", self.id, ":", resource)

    @property
    def alarms(self) -> pulumi.Output[str]:
        """What whoever asks for alarms by name has to be allowed: AWS checks the right to all of the account's."""
        return self.arn("cloudwatch", "alarm:*")

    def role(self, path: str) -> pulumi.Output[str]:
        """The ARN of roles; IAM knows no regions."""
        return pulumi.Output.concat("arn:aws:iam::", self.id, ":role", path)
