"""How MiniStack is set up, and which of its services' data is kept."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from localcloud.errors import LocalCloudError

__all__ = ["KEPT_SERVICES", "configure", "require"]

# Their modules in ministack.services. Everything else is what the Pulumi program says, made anew at each start.
KEPT_SERVICES = ("cognito", "dynamodb", "ssm")


def configure(port: int, state: Path, region: str) -> None:
    """Sets what MiniStack reads from the environment at its import.

    AUTH makes it check signatures, tokens and IAM policies. STATE_DIR is where it keeps the user pools' signing
    keys; the rest of its own persistence is off, since it writes only when it is asked to end.
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
    """Raises LocalCloudError where a module does not have, any more, what is used of it."""
    missing = [name for name in names if not hasattr(module, name)]
    if missing:
        raise LocalCloudError(
            f"this MiniStack has no {', '.join(missing)}: install the one of constraints.txt"
        )
