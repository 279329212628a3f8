"""Environment variables that the platform sets for the functions."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

__all__ = ["Environment", "MissingVariablesError", "environment", "variable_names"]


class MissingVariablesError(Exception):
    """Variables are not set. The message names all of them."""


@dataclass(frozen=True)
class Environment:
    """Each field is the variable of the same name in capitals."""

    account_tick_ms: int
    aws_region: str
    client_secret_parameter: str
    cursor_key_parameters: Sequence[str]  # the one that signs first
    dwipps_table: str
    favorites_table: str
    feed_shards: int
    idempotency_table: str
    jobs_queue_url: str
    origin_secret_sha256: Sequence[str]  # in hexadecimal, or "none" if the stack has no site
    profiles_table: str
    upvotes_table: str
    user_pool_client_id: str
    user_pool_id: str

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "Environment":
        """Raises MissingVariablesError, or ValueError if a number is not an integer."""
        missing = [name for name in variable_names() if not variables.get(name)]
        if missing:
            raise MissingVariablesError(f"not set in the environment: {', '.join(missing)}")
        values = {field.name: variables[field.name.upper()] for field in fields(cls)}
        tick, shards = int(values.pop("account_tick_ms")), int(values.pop("feed_shards"))
        keys = values.pop("cursor_key_parameters").split(",")
        origins = values.pop("origin_secret_sha256").split(",")
        return cls(
            account_tick_ms=tick,
            feed_shards=shards,
            cursor_key_parameters=keys,
            origin_secret_sha256=origins,
            **values,
        )


def variable_names() -> list[str]:
    return [field.name.upper() for field in fields(Environment)]


@cache
def environment() -> Environment:
    """Returns the function's environment, read once."""
    return Environment.read(os.environ)
