"""Settings of MiniStack, and the services whose data is kept."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from localcloud.errors import LocalCloudError

__all__ = ["KEPT_SERVICES", "configure", "require"]

# Modules of ministack.services. Everything else is created by the Pulumi program at each start.
KEPT_SERVICES = ("cognito", "dynamodb", "ssm")


def configure(port: int, state: Path, region: str) -> None:
    """Sets the environment variables that MiniStack reads when it is imported.

    AUTH turns on signatures, tokens and IAM policies. STATE_DIR keeps the user pools' signing keys. The rest of
    MiniStack's persistence is off, because it writes only at a regular end.
    """
    os.environ.update(
        {
            "AUTH": "true",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "IOT_MTLS_ENABLED": "0",
            "LOG_LEVEL": "ERROR",
            "MINISTACK_REGION": region,
            "MINISTACK_WORKER_THREADS": "32",
            "PERSIST_STATE": "0",
            "SFTP_ENABLED": "0",
            "STATE_DIR": str(state / "keys"),
        }
    )


def require(module: Any, names: Sequence[str]) -> None:  # noqa: ANN401  one of MiniStack's
    """Raises LocalCloudError if a module lacks a name that is used here."""
    missing = [name for name in names if not hasattr(module, name)]
    if missing:
        raise LocalCloudError(
            f"this version of MiniStack has no {', '.join(missing)}: install the version in constraints.txt"
        )
