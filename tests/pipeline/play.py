"""A run of the pipeline: its steps in order, on a tree, until one fails."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.pipeline.steps import PipelineStep

__all__ = ["PipelineRun", "play"]

SECONDS = 300


@dataclass
class PipelineRun:
    """The steps that ran with their output, and whether the last one failed."""

    said: dict[str, str] = field(default_factory=dict)
    failed: bool = False


def play(
    steps: Sequence[PipelineStep], tree: Path, environment: Mapping[str, str], first: str
) -> PipelineRun:
    """Starts with the step `first`. The environment of CodeBuild's machine overrides a step's variables."""
    run = PipelineRun()
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
