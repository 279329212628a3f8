"""Creates the stack's resources in the emulator. Progress goes to stderr, the deployment or its failure to stdout.

Importing Pulumi takes longest, so it starts first. The emulator's address comes over stdin later; the first resource
waits for it.
"""

import gc
import json
import os
import sys
from typing import NoReturn

from localcloud.errors import LocalCloudError


def main() -> None:
    gc.disable()  # Pulumi's classes stay until the end: collecting them would take 0.2 s
    from localcloud.provisioning.deployment import deploy

    try:
        deployment = deploy(sys.stdin)
    except LocalCloudError as error:
        _fail(str(error))
    except Exception as error:
        # An error of the program, like a missing setting, has a clear message; a traceback would hide it.
        _fail(f"the Pulumi program failed with {type(error).__name__}: {error}")
    _end(deployment, status=0)


def _fail(reason: str) -> NoReturn:
    _end({"failure": " ".join(reason.splitlines())}, status=1)


def _end(answer: dict[str, object], status: int) -> NoReturn:
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(status)  # Python would first free Pulumi's classes, for 0.6 s


if __name__ == "__main__":
    main()
