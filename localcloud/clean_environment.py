"""The environment of the platform's own processes."""

import os

__all__ = ["clean_environment"]


def clean_environment() -> dict[str, str]:
    """Returns this process's environment without the developer's AWS settings, which are not for the emulator."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))}
