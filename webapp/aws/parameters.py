"""The stack's secrets, in Parameter Store: read when first needed, so that a cold start does without."""

from functools import cache

from webapp.aws.clients import client

__all__ = ["secret"]

_ssm = client("ssm")


@cache
def secret(parameter: str) -> str:
    """The value of a SecureString, by the parameter's name."""
    answer = _ssm.get_parameter(Name=parameter, WithDecryption=True)
    return answer["Parameter"]["Value"]
