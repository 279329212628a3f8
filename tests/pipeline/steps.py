"""The steps of a stack's pipeline from the program, and their buildspecs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.infra.program import Program, Registered

__all__ = ["PipelineStep", "steps_of"]

PHASES = ("install", "pre_build", "build", "post_build")  # in the order of CodeBuild


@dataclass(frozen=True)
class PipelineStep:
    """A stage that runs a buildspec, with the variables of its project."""

    name: str
    buildspec: str
    variables: Mapping[str, str]

    def script(self, tree: Path) -> str:
        """Returns the phases' commands in order. CodeBuild runs them in one shell, until one fails."""
        phases = yaml.safe_load((tree / self.buildspec).read_text(encoding="utf-8"))["phases"]
        commands = [one for phase in PHASES if phase in phases for one in phases[phase].get("commands", [])]
        return "\n".join(["set -e", *commands])


def steps_of(program: Program) -> Sequence[PipelineStep]:
    """Returns the pipeline's stages that run something, in order."""
    stages = program.one("codepipeline/pipeline:Pipeline").inputs["stages"]
    projects = {one.outputs["name"]: one for one in program.all("codebuild/project:Project")}
    actions = [action for stage in stages for action in stage["actions"] if action["provider"] == "CodeBuild"]
    return [_step(action, projects[action["configuration"]["ProjectName"]]) for action in actions]


def _step(action: Mapping[str, Any], project: Registered) -> PipelineStep:
    given = project.inputs["environment"]["environmentVariables"]
    return PipelineStep(
        name=action["name"],
        buildspec=project.inputs["source"]["buildspec"],
        variables={one["name"]: one["value"] for one in given},
    )
