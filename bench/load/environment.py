"""The variables of the API's environments on a running platform, with credentials of its role as they have them."""

import os
import sys
from pathlib import Path

import boto3

from tests.platform.running import RunningPlatform

__all__ = ["environment_of"]


def environment_of(platform: RunningPlatform) -> dict[str, str]:
    """Exits where the platform runs no environment of the API."""
    for pid, line in platform.processes().items():
        if "localcloud.runner.environment" in line and "webapp.handler.handler" in line:
            variables = _variables(pid)
            return {**variables, **_credentials(line.split()[-1], variables)}
    sys.exit("the platform runs no environment of the API")


def _variables(pid: int) -> dict[str, str]:
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if pair) | {"PATH": os.environ["PATH"]}


def _credentials(role_arn: str, variables: dict[str, str]) -> dict[str, str]:
    sts = boto3.client(
        "sts",
        endpoint_url=variables["AWS_ENDPOINT_URL"],
        region_name=variables["AWS_REGION"],
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
    )
    credentials = sts.assume_role(RoleArn=role_arn, RoleSessionName="bench")["Credentials"]
    return {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["SessionToken"],
    }
