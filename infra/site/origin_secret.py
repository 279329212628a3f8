"""The secret by which the API knows that a request came through the site."""

import hashlib
import secrets

import pulumi
from pulumi_aws import ssm

__all__ = ["HEADER", "OriginSecret"]

HEADER = "Dwipper-Origin"  # webapp/http/origin.py reads it


class OriginSecret(pulumi.ComponentResource):
    """The `value` that the site adds to each request, and its SHA-256, `digest`, which the API compares.

    The digest is no secret: it does not reveal 256 random bits.
    """

    value: pulumi.Output[str]
    digest: pulumi.Output[str]

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:OriginSecret", name, None, opts)
        parameter = ssm.Parameter(
            f"{name}-secret",
            name=f"/{pulumi.get_project()}/{pulumi.get_stack()}/origin-secret",
            type="SecureString",
            value=pulumi.Output.secret(secrets.token_urlsafe(32)),
            # Created once: values of later runs are ignored.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["value"]),
        )
        self.value = pulumi.Output.secret(parameter.value)
        self.digest = pulumi.Output.unsecret(self.value.apply(_digest))
        self.register_outputs({})


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
