"""`python -m localcloud.emulator`: serves until SIGTERM, or until its stdin closes; saves at the end."""

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from localcloud.emulator.ministack import configure
from localcloud.errors import LocalCloudError


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m localcloud.emulator", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="the port of 127.0.0.1 to answer on")
    parser.add_argument("--state", type=Path, required=True, help="the folder that keeps the state")
    parser.add_argument("--region", required=True, help="the region of every resource")
    arguments = parser.parse_args()
    configure(arguments.port, arguments.state, arguments.region)
    # MiniStack reads its settings when it is imported.
    from localcloud.emulator.server import serve

    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(arguments.port, arguments.state))
    except (LocalCloudError, OSError) as error:
        sys.exit(f"emulator: {error}")


if __name__ == "__main__":
    main()
