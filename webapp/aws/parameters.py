"""Secrets in Parameter Store, read on first use so that a cold start does not wait for them."""

from functools import cache

from webapp.aws.clients import client

__all__ = ["secret", "secret_if_any"]

_ssm = client("ssm")


@cache
def secret(parameter: str) -> str:
    """Returns the value of a SecureString by the parameter's name."""
    answer = _ssm.get_parameter(Name=parameter, WithDecryption=True)
    return answer["Parameter"]["Value"]


@cache
def secret_if_any(parameter: str) -> str | None:
    """Returns the same, or None if there is no such parameter."""
    try:
        return secret(parameter)
    except _ssm.exceptions.ParameterNotFound:
        return None
