"""Secrets that rotate: while one is in use, every version of the functions already knows the next one."""

import secrets
from collections.abc import Sequence

import pulumi
from pulumi_aws import ssm

__all__ = ["rotating_secrets"]


def rotating_secrets(
    name: str, kind: str, number: int, opts: pulumi.ResourceOptions
) -> Sequence[ssm.Parameter]:
    """Creates the parameters of the secret in use, which is the first, of the one before and of the one after it.

    A secret is one resource all its life: `<name>-<number>`, at `/<project>/<stack>/<kind>/<number>`.
    """
    return [
        ssm.Parameter(
            f"{name}-{one}",
            name=f"/{pulumi.get_project()}/{pulumi.get_stack()}/{kind}/{one}",
            type="SecureString",
            value=pulumi.Output.secret(secrets.token_urlsafe(32)),
            # Created once: values of later runs are ignored.
            opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(ignore_changes=["value"])),
        )
        for one in (number, number - 1, number + 1)
        if one
    ]
