"""`python -m localcloud run`: the whole platform on this machine. `make run` calls it."""

import argparse
import asyncio
import os
import sys

from localcloud.errors import LocalCloudError
from localcloud.run import run


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m localcloud", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("run", help="start the platform; Ctrl-C stops it")
    command.add_argument("--port", type=_port, default=8000, help="the front door's port (default: 8000)")
    command.add_argument("--debug", type=_port, help="the port of 127.0.0.1 for a debugger of the API: 5678")
    os.umask(0o077)  # only this user may read the files that this process and its children create
    try:
        given = parser.parse_args()
        asyncio.run(run(given.port, given.debug))
    except LocalCloudError as error:
        sys.exit(f"dwipper: {error}")
    except OSError as error:  # a full disk, no file descriptor, a file in place of a folder
        sys.exit(f"dwipper: this machine has a problem ({error}): fix it and run again")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: use a number from 1 to 65535")
    return int(text)


if __name__ == "__main__":
    main()
