"""`python -m ops.deploy STACK …`: updates, releases and tests. Rolls back if the smoke test fails."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from ops import release, rollback, smoke, update
from ops.alias import Alias
from ops.aws import Aws
from ops.command import plain_errors
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(
    stack_name: str = "",
    *options: str,
    root: Path = ROOT,
    aws: Aws | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """`options` are passed to the update. Exits with status 1 if the update, the release or the smoke test fails."""
    stack = load_stack(root, stack_name)
    aws = aws or Aws(stack.region)
    before = _serving(root, stack.name, aws)
    update.main("up", stack.name, *options, root=root)
    release.main(stack.name, root=root, aws=aws, pause=pause)
    try:
        smoke.main(["--stack", stack.name], root=root, pause=pause)
    except SystemExit:
        if before not in (None, _serving(root, stack.name, aws)):
            rollback.main(stack.name, str(before), root=root, aws=aws)
        raise


def _serving(root: Path, stack: str, aws: Aws) -> int | None:
    """Returns the version that serves, or None if there is none yet."""
    outputs = Pulumi(root).outputs(stack)
    try:
        return Alias(aws.lambda_, outputs["function_name"]).serving().version
    except OpsError:
        return None


if __name__ == "__main__":
    main(*sys.argv[1:])
