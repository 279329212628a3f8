"""Pulumi's inputs in the shapes that AWS asks for."""

from typing import Any

__all__ = ["integer", "pascal", "present"]


def pascal(value: Any) -> Any:  # noqa: ANN401  any JSON value
    """The same value with every key in PascalCase, as most AWS APIs spell them."""
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: pascal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [pascal(item) for item in value]
    return value


def integer(value: float | None) -> int | None:
    """Pulumi's numbers arrive as floats, and AWS wants integers."""
    return None if value is None else int(value)


def present(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """The arguments that have a value: botocore refuses None where an input was not set."""
    return {name: value for name, value in arguments.items() if value is not None}
