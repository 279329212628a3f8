"""`python -m tools.pulumi`: prints where the Pulumi CLI is, and builds it where it has to."""

import sys

from tools.pulumi.cli import NotInstalledError, pulumi_cli


def main() -> None:
    try:
        print(pulumi_cli())
    except NotInstalledError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
