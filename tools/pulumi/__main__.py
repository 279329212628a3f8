"""`python -m tools.pulumi`: prints the path of the Pulumi CLI, and builds it if necessary."""

import os
import sys
from subprocess import TimeoutExpired

from tools.pulumi.cli import NotInstalledError, pulumi_cli


def main() -> None:
    try:
        print(pulumi_cli(), flush=True)
    except (NotInstalledError, OSError, TimeoutExpired) as error:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # otherwise Python would try to print again at exit
        sys.exit(str(error))
    except KeyboardInterrupt:  # the next run removes the unfinished draft
        sys.exit(130)


if __name__ == "__main__":
    main()
