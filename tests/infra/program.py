"""The whole Pulumi program on mocks, in a process of its own: what it registers, and what it exports."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["OPERATORS_OWN", "ROOT", "STACKS", "Program", "Registered", "program_of"]

ROOT = Path(__file__).resolve().parents[2]
STACKS = sorted(path.name.split(".")[1] for path in ROOT.glob("Pulumi.*.yaml"))
# Settings that docs/deploy.md and docs/cursor-keys.md tell an operator to commit. Tests look at a stack without them:
# the pipeline runs the tests on whatever the operator has set.
OPERATORS_OWN = ("alarmEmail", "anomalyMonitorArn", "cursorKey", "monthlyBudget")


@dataclass(frozen=True)
class Registered:
    """A resource as the program registers it, and what AWS would answer.

    Of its inputs those that are secret and those that an update ignores; the resources that it waits for.
    """

    type: str
    name: str
    id: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    takes_tags: bool
    secret: list[str]
    protected: bool
    ignored: list[str]
    after: list[str]

    @property
    def arn(self) -> str:
        found: str = self.outputs["arn"]
        return found


@dataclass(frozen=True)
class Program:
    """What a run of the program for one stack has registered and exported."""

    stack: str
    registered: list[Registered]
    exports: dict[str, Any]
    secret_exports: list[str]

    def all(self, kind: str) -> list[Registered]:
        """The resources whose type ends so, such as `dynamodb/table:Table`."""
        return [one for one in self.registered if one.type == f"aws:{kind}"]

    def one(self, kind: str, name: str | None = None) -> Registered:
        """The only resource of its type, or of those the one with the name."""
        (found,) = (one for one in self.all(kind) if name in {None, one.name})
        return found

    def label(self, arn: str) -> str:
        """An ARN by the name that the program gives to the resource: `storage-dwipps/index/feed`."""
        owners = [one for one in self.registered if "arn" in one.outputs and arn.startswith(one.arn)]
        owner = max(owners, key=lambda one: len(one.arn), default=None)
        return owner.name + arn.removeprefix(owner.arn) if owner else arn


def program_of(
    stack: str,
    *,
    name: str = "",
    region: str = "eu-west-1",
    **overrides: Any,  # noqa: ANN401  settings; None takes one away
) -> Program:
    """What the program describes for a stack, with some of `dwipper:` settings changed; each run once.

    The stack may have another name. What its operator has set and the packages are left out: fetching these is the
    bundle's matter.
    """
    changed = {"bundleDependencies": False, **dict.fromkeys(OPERATORS_OWN), **overrides}
    settings = {"aws:region": region, **{f"dwipper:{key}": value for key, value in changed.items()}}
    return _run(stack, json.dumps(settings), name or stack)


@cache
def _run(stack: str, settings: str, name: str) -> Program:
    done = subprocess.run(
        [sys.executable, "-m", "tests.infra.record_program", stack, settings, name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    registered = [Registered(**one) for one in told.pop("registered")]
    return Program(name, registered, **told)
