"""`python -m ops.rollback STACK [VERSION]`: lets the previous version, or the given one, serve."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ops.alias import Alias, Serving
from ops.aws import Aws
from ops.command import plain_errors
from ops.deployments import Deployments
from ops.errors import OpsError
from ops.page import go_back, page_of
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack
from ops.terminal import confirmed

__all__ = ["main", "roll_back"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(stack_name: str = "", version: str = "", *, root: Path = ROOT, aws: Aws | None = None) -> None:
    stack = load_stack(root, stack_name)
    outputs = Pulumi(root).outputs(stack.name)
    aws = aws or Aws(stack.region)
    if not _stopped(outputs, aws, stack.name):
        roll_back(stack.name, outputs, aws, version)


def roll_back(stack: str, outputs: Mapping[str, Any], aws: Aws, version: str) -> None:
    """Sends all requests to that version at once, and brings its page back. Changes no data and no settings.

    Raises OpsError if there is no such version.
    """
    alias = Alias(aws.lambda_, outputs["function_name"])
    serving = alias.serving()
    target = (
        _given(alias, serving, version) if version else _before(alias, serving, _deployments(outputs, aws))
    )
    alias.point(target, serving)
    print(f"{outputs['function_name']}: version {target} serves instead of {serving.version}")
    if page := page_of(outputs, aws):
        go_back(page, target, print)
    print("The next deployment replaces it. To return without one:")
    print(f"  {_forward(outputs, stack, serving)}")


def _stopped(outputs: Mapping[str, Any], aws: Aws, stack: str) -> bool:
    """Returns whether a running release was stopped, after a confirmation. That points the alias back too."""
    deployments = _deployments(outputs, aws)
    running = deployments.running() if deployments else None
    if deployments is None or running is None:
        return False
    print(f"the release {running} is running: stopping it sends all requests to the previous version")
    if not confirmed("Stop it?"):
        raise OpsError(f"nothing was done: stop it with `make rollback STACK={stack} YES=1`")
    deployments.stop(running)
    print(f"{running} is being stopped: all requests go to the previous version")
    return True


def _deployments(outputs: Mapping[str, Any], aws: Aws) -> Deployments | None:
    """Returns the deployments of a stack with a canary."""
    if "release_application" not in outputs:
        return None
    return Deployments(aws.codedeploy, outputs["release_application"], outputs["release_group"])


def _given(alias: Alias, serving: Serving, wanted: str) -> int:
    versions = alias.versions()
    if not wanted.isdecimal() or int(wanted) not in versions:
        raise OpsError(f"there is no version {wanted}, only {', '.join(map(str, versions))}")
    if int(wanted) == serving.version:
        raise OpsError(f"version {wanted} serves already")
    return int(wanted)


def _before(alias: Alias, serving: Serving, deployments: Deployments | None) -> int:
    """Returns the version that served before this one. A version that failed its canary never did.

    Without a canary each new version serves, so it is the next older one.
    """
    older = [version for version in alias.versions() if version < serving.version]
    if not older:
        raise OpsError(f"version {serving.version} serves, and there is no older one")
    if deployments is None:
        return older[-1]
    before = deployments.before(serving.version)
    if before not in older:
        raise OpsError(
            f"CodeDeploy does not say which version served before {serving.version}: choose one of "
            f"{', '.join(map(str, older))} with VERSION={older[-1]}"
        )
    return before


def _forward(outputs: Mapping[str, Any], stack: str, serving: Serving) -> str:
    if "release_application" in outputs:
        page = "release-page " if "page_bucket" in outputs else ""
        return f"make release {page}STACK={stack}"
    return f"make rollback STACK={stack} VERSION={serving.version}"


if __name__ == "__main__":
    main(*sys.argv[1:3])
