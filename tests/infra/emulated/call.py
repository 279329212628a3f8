"""A call to AWS, and the conversion of Pulumi's inputs into its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.infra.realistic import REGION

__all__ = ["AwsCall", "key_values", "whole"]


@dataclass(frozen=True)
class AwsCall:
    """An operation of a service with boto3's names, such as `codebuild` `CreateProject`, and its parameters."""

    service: str
    operation: str
    parameters: Mapping[str, Any]
    region: str = REGION


def key_values(tags: Mapping[str, str], key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """Returns tags as a list of pairs, as most APIs need them."""
    return [{key: name, value: tag} for name, tag in sorted(tags.items())]


def whole(value: Any) -> Any:  # noqa: ANN401  any JSON value
    """Returns the value with integers: Pulumi's numbers arrive as floats."""
    if isinstance(value, dict):
        return {key: whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
