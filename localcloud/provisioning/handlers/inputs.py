"""Converts Pulumi's inputs to AWS's format."""

from typing import Any

__all__ = ["pascal", "present"]


def pascal(value: Any) -> Any:  # noqa: ANN401  any JSON value
    """Returns the value with every key in PascalCase, as most AWS APIs have them."""
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: pascal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [pascal(item) for item in value]
    return value


def present(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """Returns the arguments that have a value: botocore refuses None."""
    return {name: value for name, value in arguments.items() if value is not None}
