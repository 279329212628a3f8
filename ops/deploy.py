"""`python -m ops.deploy STACK …`: updates, releases API and page, and tests. Rolls back if the smoke test fails."""

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ops.address import address_of
from ops.alias import Alias
from ops.aws import Aws
from ops.command import plain_errors
from ops.errors import OpsError
from ops.page import page_of
from ops.pulumi_cli import Pulumi
from ops.release import release
from ops.release_page import release_page
from ops.rollback import roll_back
from ops.smoke import probes_of, smoke
from ops.stack import load_stack
from ops.update import update

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
    pulumi = Pulumi(root)
    before = _serving(pulumi.outputs(stack.name), aws)
    update(pulumi, "up", stack.name, *options)
    outputs = pulumi.outputs(stack.name)
    release(stack, outputs, aws, root, pause)
    page = page_of(outputs, aws)
    index = page.serving() if page else None
    release_page(stack.name, outputs, aws, root)
    try:
        smoke(address_of(str(outputs["api_url"])), probes_of(outputs, root), pause)
    except OpsError:
        if before not in (None, _serving(outputs, aws)):
            roll_back(stack.name, outputs, aws, str(before))
        elif page and index:
            page.restore(index)
            print("the page of before is back")
        raise


def _serving(outputs: Mapping[str, Any], aws: Aws) -> int | None:
    """Returns the version that serves, or None if there is none yet."""
    try:
        return Alias(aws.lambda_, outputs["function_name"]).serving().version
    except OpsError:
        return None


if __name__ == "__main__":
    main(*sys.argv[1:])
