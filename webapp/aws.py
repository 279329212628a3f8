"""How the app talks to AWS: time-outs and retries such that a request ends before the gateway's 30 seconds."""

from typing import ClassVar

from botocore.config import Config

from webapp.environment import environment

__all__ = ["CONFIG", "TableMeta"]

CONNECT_SECONDS = 1
READ_SECONDS = 2
ATTEMPTS = 2

CONFIG = Config(
    connect_timeout=CONNECT_SECONDS,
    read_timeout=READ_SECONDS,
    region_name=environment().aws_region,
    retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
)


class TableMeta:
    """What the `Meta` of every PynamoDB model shares."""

    region: ClassVar[str] = environment().aws_region
    connect_timeout_seconds: ClassVar[float] = CONNECT_SECONDS
    read_timeout_seconds: ClassVar[float] = READ_SECONDS
    max_retry_attempts: ClassVar[int] = ATTEMPTS - 1
