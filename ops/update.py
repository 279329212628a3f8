"""`python -m ops.update COMMAND STACK …`: runs `pulumi preview`, `up` or `destroy` for a stack, in the terminal."""

import os
import sys
from pathlib import Path

from ops.command import plain_errors
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main", "update"]

COMMANDS = ("preview", "up", "destroy")
ASKING = {"destroy", "up"}
ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(command: str = "", stack_name: str = "", *options: str, root: Path = ROOT) -> None:
    if command not in COMMANDS:
        raise OpsError(f"the command must be one of {', '.join(COMMANDS)}")
    update(Pulumi(root), command, load_stack(root, stack_name).name, *options)


def update(pulumi: Pulumi, command: str, stack: str, *options: str) -> None:
    """Raises OpsError if the stack has no state, nobody can confirm the command, or it fails."""
    pulumi.require_state(stack)
    pulumi.run(command, "--stack", stack, *options, *_answer(command, options))


def _answer(command: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the option that answers the CLI's question. Raises OpsError if nobody can answer it."""
    if command not in ASKING or "--yes" in options:
        return ()
    if os.environ.get("YES") == "1":
        return ("--yes",)
    if not sys.stdin.isatty():
        raise OpsError("nothing was done: there is no terminal to confirm it, so set YES=1")
    return ()


if __name__ == "__main__":
    main(*sys.argv[1:])
