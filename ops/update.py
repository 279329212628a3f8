"""`python -m ops.update COMMAND STACK …`: a command of Pulumi's CLI for a stack, with the terminal: preview, up, …"""

import sys
from pathlib import Path

from ops.command import plain_errors
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(command: str, stack_name: str = "", *options: str, root: Path = ROOT) -> None:
    stack = load_stack(root, stack_name)
    pulumi = Pulumi(root)
    pulumi.require_state(stack.name)
    pulumi.told(command, "--stack", stack.name, *options)


if __name__ == "__main__":
    main(*sys.argv[1:])
