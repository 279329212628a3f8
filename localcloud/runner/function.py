"""A function of the stack, for the runner."""

from dataclasses import dataclass
from typing import Any

__all__ = ["LocalFunction", "function_from"]


@dataclass(frozen=True)
class LocalFunction:
    """A handler, the environment variables of its processes, its role and its time-out in seconds.

    A function with a debug port has one environment, in which debugpy listens on that port of 127.0.0.1.
    """

    name: str
    handler: str
    role_arn: str
    timeout: int
    environment: dict[str, str]
    debug_port: int | None = None


def function_from(
    deployed: dict[str, Any], *, region: str, endpoint: str, debug_port: int | None = None
) -> LocalFunction:
    """Returns the function of a deployment, with the variables that Lambda itself sets.

    Nothing of the developer's own environment reaches it: no profile, no credentials, no shell variables.
    """
    variables = {
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_LAMBDA_FUNCTION_NAME": deployed["name"],
        "AWS_REGION": region,
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        **deployed["environment"],
    }
    return LocalFunction(
        name=deployed["name"],
        handler=deployed["handler"],
        role_arn=deployed["role_arn"],
        timeout=deployed["timeout"],
        environment=variables,
        debug_port=debug_port,
    )
