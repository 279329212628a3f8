"""What differs between stacks, typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pulumi

__all__ = ["Settings", "SettingsError", "Throttle"]

Value = TypeVar("Value", int, bool, str)


class SettingsError(pulumi.RunError):
    """A setting is missing or wrong; the message says which line to put into which file.

    Pulumi shows the message of a RunError alone, without a traceback.
    """


@dataclass(frozen=True)
class Throttle:
    """Requests a second, and how many at once."""

    rate: int
    burst: int


@dataclass(frozen=True)
class Settings:
    """One stack's settings."""

    region: str
    feed_shards: int
    protect: bool  # point-in-time recovery, deletion protection, Pulumi's own protect
    bundle_dependencies: bool  # whether the third-party packages are in the function's zip
    memory: int  # MiB
    log_retention_days: int
    throttle: Throttle
    strict_throttle: Throttle  # where a request costs a mail, or guesses a password or a code

    @classmethod
    def read(cls) -> "Settings":
        """The current stack's. Raises SettingsError."""
        ours, aws = pulumi.Config(), pulumi.Config("aws")
        return cls(
            region=_read(aws.get, "aws:region", "eu-west-1", None),
            feed_shards=_at_least_one(ours, "feedShards", None),
            protect=_read(ours.get_bool, "dwipper:protect", "true", None),
            bundle_dependencies=_read(ours.get_bool, "dwipper:bundleDependencies", "true", True),
            memory=_at_least_one(ours, "memory", 1024),
            log_retention_days=_at_least_one(ours, "logRetentionDays", 30),
            throttle=Throttle(rate=200, burst=400),
            strict_throttle=Throttle(rate=10, burst=20),
        )


def _at_least_one(config: pulumi.Config, key: str, default: int | None) -> int:
    name, example = f"dwipper:{key}", str(default or 1)
    value = _read(config.get_int, name, example, default)
    if value < 1:
        raise _error(name, f"has the value {value}, which is less than 1", example)
    return value


def _read(get: Callable[[str], Value | None], name: str, example: str, default: Value | None) -> Value:
    try:
        value = get(name.partition(":")[2])
    except pulumi.ConfigTypeError as error:
        raise _error(
            name, f"has the value {error.value!r}, which is no {error.expect_type}", example
        ) from None
    if value is None:
        value = default
    if value is None:
        raise _error(name, "is missing", example)
    return value


def _error(name: str, fault: str, example: str) -> SettingsError:
    file = f"Pulumi.{pulumi.get_stack()}.yaml"
    return SettingsError(f"{file}: {name} {fault}: put the line `  {name}: {example}` under `config:`")
