"""`python -m ops.release STACK`: lets what `pulumi up` has published serve, a part of the requests first."""

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ops.alias import Alias
from ops.aws import Aws
from ops.command import plain_errors
from ops.deployments import Deployments, Shift
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.stack import Stack, load_stack

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
RUNBOOK = "docs/runbooks/release-failed.md"
PATIENCE_MINUTES = 15  # beside the canary's own


@plain_errors()
def main(
    stack_name: str = "",
    *,
    root: Path = ROOT,
    aws: Aws | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Ends when the new version serves all requests; with status 1 where the old one serves them again."""
    stack = load_stack(root, stack_name)
    outputs = Pulumi(root).outputs(stack.name)
    if "release_application" not in outputs:
        print(f"{stack.name} has no canary: `pulumi up` has let version {outputs['function_version']} serve")
        return
    aws = aws or Aws(stack.region)
    group = (outputs["release_application"], outputs["release_group"])
    _release(
        stack,
        outputs,
        Alias(aws.lambda_, outputs["function_name"]),
        Deployments(aws.codedeploy, *group, pause),
    )


def _release(stack: Stack, outputs: Mapping[str, Any], alias: Alias, deployments: Deployments) -> None:
    seconds = 60 * (stack.number("canaryMinutes", 0) + PATIENCE_MINUTES)
    running = deployments.running()
    if running:
        print(f"{running} is under way: it has to end first")
        deployments.wait(running, seconds, _tell)
    current, target = alias.serving().version, int(outputs["function_version"])
    if current == target:
        print(f"version {target} serves: nothing to do")
        return
    print(f"{outputs['function_name']}: from version {current} to {target}")
    deployment = deployments.start(Shift(outputs["function_name"], current, target))
    ended = deployments.wait(deployment, seconds, _tell)
    if not ended.succeeded:
        raise OpsError(
            f"version {target} was not released ({ended.reason}), version {alias.serving().version} serves: "
            f"{RUNBOOK} says what to look at"
        )
    print(f"version {target} serves")


def _tell(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
