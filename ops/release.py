"""`python -m ops.release STACK`: shifts requests to the version that `pulumi up` published, a part of them first."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.alias import Alias
from ops.aws import Aws
from ops.candidate import Candidate
from ops.command import plain_errors
from ops.deployments import Deployments, Shift
from ops.errors import OpsError
from ops.old_versions import prune
from ops.probes import Fault, faults, probes
from ops.pulumi_cli import Pulumi
from ops.quiet import wait_until_quiet
from ops.stack import Stack, load_stack

__all__ = ["main", "release"]

ROOT = Path(__file__).resolve().parents[1]
RUNBOOK = "docs/runbooks/release-failed.md"
PATIENCE_MINUTES = 15  # in addition to the canary's time
QUIET_MINUTES = 10  # an alarm evaluates three minutes


@plain_errors()
def main(
    stack_name: str = "",
    *,
    root: Path = ROOT,
    aws: Aws | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    stack = load_stack(root, stack_name)
    release(stack, Pulumi(root).outputs(stack.name), aws or Aws(stack.region), root, pause)


def release(
    stack: Stack, outputs: Mapping[str, Any], aws: Aws, root: Path, pause: Callable[[float], None]
) -> None:
    """Ends when the new version serves all requests. Raises OpsError if it does not serve in the end."""
    function, version, functions = (
        outputs[key] for key in ("function_name", "function_version", "functions")
    )
    before = None
    if "release_application" in outputs:
        group = Deployments(aws.codedeploy, outputs["release_application"], outputs["release_group"], pause)
        seconds = 60 * (stack.number("canaryMinutes", 0) + PATIENCE_MINUTES)
        before = VersionRelease(root, aws, function, group, seconds, pause).to(int(version))
    else:
        print(f"{stack.name} has no canary: since `pulumi up` version {version} serves")
    for one in functions:
        prune(aws.lambda_, one, _report, before=before if one == function else None)


@dataclass(frozen=True)
class VersionRelease:
    """A release by CodeDeploy. `seconds` is the timeout of a deployment."""

    root: Path
    aws: Aws
    function: str
    group: Deployments
    seconds: float
    pause: Callable[[float], None]

    def to(self, target: int) -> int:
        """Returns the version that served before. Raises OpsError if the target does not serve in the end."""
        running = self.group.running()
        if running:
            print(f"{running} is still running: waiting for its end")
            self.group.wait(running, self.seconds, _report)
        alias = Alias(self.aws.lambda_, self.function)
        current = alias.serving().version
        if current == target:
            print(f"version {target} serves already: nothing to do")
            return current
        print(f"{self.function}: from version {current} to {target}")
        reason = self._not_well(target) or self._not_quiet() or self._not_shifted(current, target)
        if reason:
            raise OpsError(
                f"version {target} was not released ({reason}), version {alias.serving().version} serves: "
                f"see {RUNBOOK}"
            )
        print(f"version {target} serves")
        return current

    def _not_well(self, target: int) -> Fault:
        """Tests the new version before it gets requests: without traffic the canary would see no errors."""
        candidate = Candidate(self.aws.lambda_, self.function, target)
        candidate.wait_until_active()
        asked = [probe for probe in probes(self.root) if not probe.by_gateway]
        for probe, fault in faults(asked, candidate.answer, self.pause):
            if fault:
                return f"{probe.name}: {fault}"
        _report(f"version {target} answers {len(asked)} test requests correctly")
        return None

    def _not_quiet(self) -> Fault:
        """Waits for the end of alarms. An update points them at the new version, but keeps the old version's state.

        https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
        """
        calling = wait_until_quiet(
            self.aws.cloudwatch, self.group.alarms(), QUIET_MINUTES, self.pause, _report
        )
        return f"{', '.join(calling)} is in ALARM for more than {QUIET_MINUTES} minutes" if calling else None

    def _not_shifted(self, current: int, target: int) -> Fault:
        deployment = self.group.start(Shift(self.function, current, target))
        ended = self.group.wait(deployment, self.seconds, _report)
        return None if ended.succeeded else ended.reason


def _report(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
