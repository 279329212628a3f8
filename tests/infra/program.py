"""Runs the whole Pulumi program on mocks, in its own process, and returns its resources and exports."""

import json
import multiprocessing
import traceback
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

__all__ = ["OPERATORS_OWN", "ROOT", "STACKS", "Program", "Registered", "program_of"]

ROOT = Path(__file__).resolve().parents[2]
STACKS = sorted(path.name.split(".")[1] for path in ROOT.glob("Pulumi.*.yaml"))
# Settings that an operator commits (docs/deploy.md, docs/cursor-keys.md, docs/origin-secret.md). Tests ignore them,
# because the pipeline runs the tests with the operator's settings.
OPERATORS_OWN = (
    "alarmEmail",
    "anomalyMonitorArn",
    "certificateArn",
    "concurrencyQuota",
    "cursorKey",
    "domainName",
    "mailFrom",
    "mailIdentityArn",
    "monthlyBudget",
    "originSecret",
    "sourceBranch",
    "sourceConnectionArn",
    "sourceRepository",
)
SECONDS = 300
# Each run is a fork of a process that has imported pulumi_aws, which takes seconds.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.infra.record_program", "tests.infra.preloaded"])


@dataclass(frozen=True)
class Registered:
    """A resource as the program registers it, and the outputs that AWS would return.

    Includes the names of secret inputs and of those that an update ignores, and the resources that it depends on.
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
    """The resources and exports of a run of the program for one stack."""

    stack: str
    registered: list[Registered]
    exports: dict[str, Any]
    secret_exports: list[str]

    def all(self, kind: str) -> list[Registered]:
        """Returns the resources whose type ends with this, such as `dynamodb/table:Table`."""
        return [one for one in self.registered if one.type == f"aws:{kind}"]

    def one(self, kind: str, name: str | None = None) -> Registered:
        """Returns the only resource of the type, or the one with the name."""
        (found,) = (one for one in self.all(kind) if name in {None, one.name})
        return found

    def label(self, arn: str) -> str:
        """Returns an ARN with the program's name of the resource: `storage-dwipps/index/feed`."""
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
    """Runs the program once for a stack, with some of its `dwipper:` settings changed.

    The stack may have another name. The operator's settings and the packages are left out: the bundle's tests cover
    packages.
    """
    changed = {"bundleDependencies": False, **dict.fromkeys(OPERATORS_OWN), **overrides}
    settings = {"aws:region": region, **{f"dwipper:{key}": value for key, value in changed.items()}}
    return _run(stack, json.dumps(settings), name or stack)


@cache
def _run(stack: str, settings: str, name: str) -> Program:
    answers, answering = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_record, args=(answering, stack, settings, name))
    process.start()
    answering.close()
    try:
        if not answers.poll(SECONDS):
            raise RuntimeError(f"the program of {name} ran for more than {SECONDS} seconds")
        error, recorded = answers.recv()
    finally:
        process.kill()
        process.join()
    if error:
        raise RuntimeError(error)
    registered = [Registered(**one) for one in recorded.pop("registered")]
    return Program(name, registered, **recorded)


def _record(answering: Connection, stack: str, settings: str, name: str) -> None:
    """Runs in the program's own process."""
    from tests.infra.record_program import record

    try:
        answering.send((None, record(stack, settings, name)))
    except BaseException:
        answering.send((traceback.format_exc(), None))
