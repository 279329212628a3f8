"""A run of the pipeline: its steps one after the other, on a tree, until one fails."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.pipeline.steps import Step

__all__ = ["Run", "play"]

SECONDS = 300


@dataclass
class Run:
    """The steps that were begun, each with what it said; whether the last one of them failed."""

    said: dict[str, str] = field(default_factory=dict)
    failed: bool = False


def play(steps: Sequence[Step], tree: Path, environment: Mapping[str, str], first: str) -> Run:
    """From the step `first` on. The environment is that of CodeBuild's machine; it wins over what a step is given."""
    run = Run()
    names = [step.name for step in steps]
    for step in steps[names.index(first) :]:
        done = subprocess.run(
            ["bash", "-c", step.script(tree)],
            cwd=tree,
            env={**step.variables, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
        )
        run.said[step.name] = done.stdout
        if done.returncode:
            run.failed = True
            break
    return run
