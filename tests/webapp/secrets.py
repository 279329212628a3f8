"""The secrets of the tests' app, in moto's Parameter Store."""

import boto3

__all__ = ["keep_secrets"]

NAMES = ("client-secret", "cursor-key")


def keep_secrets() -> None:
    ssm = boto3.client("ssm", region_name="eu-west-1")
    for name in NAMES:
        ssm.put_parameter(
            Name=f"/dwipper/test/{name}",
            Type="SecureString",
            Value=f"a {name} of the tests",
            Overwrite=True,
        )
