"""The environment of this platform's own processes."""

import os

__all__ = ["clean_environment"]


def clean_environment() -> dict[str, str]:
    """This process's environment without the developer's AWS settings, which are none of the emulator's."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))}
