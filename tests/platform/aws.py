"""Clients of a platform's emulated AWS, as root."""

from typing import Any

import boto3

from tests.platform.running import RunningPlatform

__all__ = ["aws"]


def aws(platform: RunningPlatform, service: str) -> Any:  # noqa: ANN401  boto3's clients are made at run time
    make: Any = boto3.client
    return make(
        service,
        endpoint_url=platform.outputs["emulator_url"],
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
