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
    run, told = Run(), dict[str, str]()
    names = [step.name for step in steps]
    for step in steps[names.index(first) :]:
        exports = tree.parent / "exports"
        exports.mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", "-c", _exporting(step.script(tree), step.exported(tree), exports)],
            cwd=tree,
            env={**step.given(told), **environment},
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
        told.update({f"{step.namespace}.{one.name}": one.read_text() for one in exports.iterdir()})
    return run


def _exporting(script: str, names: Sequence[str], folder: Path) -> str:
    return "\n".join([script, *(f"printf %s \"${name}\" > '{folder}/{name}'" for name in names)])
