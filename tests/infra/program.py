"""The whole Pulumi program on mocks, in a process of its own: what it registers, and what it exports."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Program", "Registered", "program_of"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Registered:
    """A resource as the program registers it.

    Of its inputs those that are secret and those that an update ignores; the resources that it waits for.
    """

    type: str
    name: str
    inputs: dict[str, Any]
    secret: list[str]
    protected: bool
    ignored: list[str]
    after: list[str]


@dataclass(frozen=True)
class Program:
    """What a run of the program for one stack has registered and exported."""

    registered: list[Registered]
    exports: dict[str, Any]

    def all(self, kind: str) -> list[Registered]:
        """The resources whose type ends so, such as `dynamodb/table:Table`."""
        return [one for one in self.registered if one.type == f"aws:{kind}"]

    def one(self, kind: str, name: str | None = None) -> Registered:
        """The only resource of its type, or of those the one with the name."""
        (found,) = (one for one in self.all(kind) if name in {None, one.name})
        return found


@cache
def program_of(stack: str, **overrides: Any) -> Program:  # noqa: ANN401  settings; None takes one away
    """Runs the program for a stack, with some of `dwipper:` settings changed; once for all that ask the same."""
    settings = json.dumps({f"dwipper:{key}": value for key, value in overrides.items()})
    done = subprocess.run(
        [sys.executable, "-m", "tests.infra.record_program", stack, settings],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    return Program([Registered(**one) for one in told["registered"]], told["exports"])
