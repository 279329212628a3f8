"""Creates the stack's resources in the emulator: progress on stderr; the deployment, or its failure, on stdout.

What takes longest is importing Pulumi. So it begins before anything else is there: stdin tells later where the
emulator answers, and the first resource waits for that.
"""

import gc
import json
import os
import sys
from typing import NoReturn

from localcloud.errors import LocalCloudError


def main() -> None:
    gc.disable()  # Pulumi's classes are kept to the end: looking through them for garbage takes 0.2 s
    from localcloud.provisioning.deployment import deploy

    try:
        deployment = deploy(sys.stdin)
    except LocalCloudError as error:
        _fail(str(error))
    except Exception as error:
        # The program's own faults (a missing setting, say) carry their message; a traceback would bury it.
        _fail(f"the Pulumi program failed with {type(error).__name__}: {error}")
    _end(deployment, status=0)


def _fail(reason: str) -> NoReturn:
    _end({"failure": " ".join(reason.splitlines())}, status=1)


def _end(told: dict[str, object], status: int) -> NoReturn:
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    os._exit(status)  # Python would first take Pulumi's classes apart, for 0.6 s


if __name__ == "__main__":
    main()
