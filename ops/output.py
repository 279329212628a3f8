"""`python -m ops.output STACK KEY`: prints one output of a deployed stack."""

import sys
from pathlib import Path

from ops.command import plain_errors
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(stack_name: str = "", key: str = "api_url", *, root: Path = ROOT) -> None:
    print(Pulumi(root).outputs(load_stack(root, stack_name).name)[key])


if __name__ == "__main__":
    main(*sys.argv[1:3])
