"""`python -m localcloud.emulator` serves until SIGTERM or until its stdin closes, and saves at the end.

The environment's DWIPPER_EMULATOR_SECRET is the first part of every path that it serves. Every user of the machine
can read the arguments of a process, but only its owner the environment.
"""

import argparse
import asyncio
import contextlib
import os
import socket
import sys
from pathlib import Path

from localcloud.emulator.ministack import configure
from localcloud.errors import LocalCloudError


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m localcloud.emulator", description=__doc__)
    parser.add_argument("--listener", type=int, required=True, help="the descriptor of a socket that listens")
    parser.add_argument("--state", type=Path, required=True, help="the folder that keeps the state")
    parser.add_argument("--region", required=True, help="the region of every resource")
    arguments = parser.parse_args()
    secret = os.environ.pop("DWIPPER_EMULATOR_SECRET", "")
    if not secret:
        sys.exit(
            "emulator: the environment has no DWIPPER_EMULATOR_SECRET, without which anybody could call it"
        )
    configure(_port(arguments.listener), arguments.state, arguments.region)
    # MiniStack reads its settings when it is imported.
    from localcloud.emulator.server import serve

    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(arguments.listener, arguments.state, secret))
    except (LocalCloudError, OSError) as error:
        sys.exit(f"emulator: {error}")


def _port(listener: int) -> int:
    listened = socket.socket(fileno=listener)
    port: int = listened.getsockname()[1]
    listened.detach()
    return port


if __name__ == "__main__":
    main()
