"""A stack on the laptop's AWS, as an operator has created it, and the machine of its pipeline."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3

from tests.engine.engine import PulumiEngine
from tests.infra.program import program_of
from tests.pipeline.play import PipelineRun, play
from tests.pipeline.provider import LAPTOP
from tests.pipeline.steps import steps_of
from tests.platform.running import copy_of_the_tree, free_port

__all__ = ["PACKAGES", "ROOT", "PipelineWorld", "deployed_world"]

ROOT = Path(__file__).resolve().parents[2]
PROVIDER = "tests.pipeline.provider"
STACK = "dev"
SECONDS = 300
# What npm installed in `make client-check` and `make check`.
PACKAGES = (
    Path("clients/typescript/node_modules"),
    Path("frontend/node_modules"),
    Path("tools/openapi/node_modules"),
)


@dataclass(frozen=True)
class PipelineWorld:
    """The tree of the newest commit, and the laptop as AWS."""

    folder: Path
    engine: PulumiEngine
    laptop: dict[str, str]

    @property
    def tree(self) -> Path:
        return self.folder / "dwipper"

    def commit(self, file: str, old: str, new: str) -> None:
        """Changes a file. Raises AssertionError if nothing changes."""
        text = (self.tree / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        (self.tree / file).write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *tests: str, first: str = "Test") -> PipelineRun:
        """Runs the pipeline with only the given tests, because all would take too long."""
        chosen = {"PYTEST_ADDOPTS": " ".join(tests)}
        return play(steps_of(program_of(STACK)), self.tree, {**self._environment, **chosen}, first)

    def deeds(self) -> list[tuple[str, str]]:
        """Returns what was done in AWS: `("update", "api-function")`."""
        lines = (self.folder / "journal").read_text(encoding="utf-8").splitlines()
        return [(entry["action"], entry["name"]) for entry in map(json.loads, lines)]

    def serves(self) -> str:
        """Returns the version that the API's alias points to."""
        client = boto3.client(
            "lambda",
            endpoint_url=self.laptop["emulator"],
            region_name=self.laptop["region"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        function = self._pulumi("stack", "output", "function_name", "--stack", STACK).strip()
        return client.get_alias(FunctionName=function, Name="live")["FunctionVersion"]

    def bring_up(self) -> None:
        """Creates the whole stack, as the operator does the first time."""
        self._pulumi("stack", "init", STACK, "--secrets-provider", "passphrase")
        # The laptop's own Python has the packages.
        self._pulumi("config", "set", "dwipper:bundleDependencies", "false", "--stack", STACK)
        # The laptop has no CloudFront, and the API of a stack with a site answers only through it.
        self._pulumi("config", "set", "dwipper:site", "false", "--stack", STACK)
        self._pulumi("up", "--yes", "--skip-preview", "--stack", STACK)
        outputs = self._pulumi("stack", "output", "--json", "--stack", STACK)
        request = urllib.request.Request(f"{self.laptop['control']}/outputs", outputs.encode(), method="POST")
        urllib.request.urlopen(request, timeout=SECONDS).close()

    def _pulumi(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(self.engine.cli), "--non-interactive", *arguments],
            cwd=self.tree,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        if done.returncode:
            raise RuntimeError(f"pulumi {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    @cached_property
    def _environment(self) -> dict[str, str]:
        """Returns the environment of CodeBuild's machine, with the laptop's AWS and nothing of this process."""
        machine = map(Path, os.environ["PATH"].split(os.pathsep))
        packages = _environment_of_the_pipeline() / "bin"
        path = (self.folder / "plugins", self.engine.cli.parent, packages, *machine)
        return {
            **self.engine.environment(self.folder, *path),
            "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache"),
            LAPTOP: json.dumps(self.laptop),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_ENDPOINT_URL_LAMBDA": self.laptop["emulator"],
            "AWS_SECRET_ACCESS_KEY": "test",
        }


@contextmanager
def deployed_world(folder: Path, engine: PulumiEngine) -> Iterator[PipelineWorld]:
    """A context manager: the API answers inside."""
    (folder / "state").mkdir()
    tree = copy_of_the_tree(folder / "dwipper", with_tests=True)
    _lose_execute_bits(tree)
    _install(tree)
    with _laptop(tree, folder) as laptop:
        engine.install_provider(folder, PROVIDER)
        world = PipelineWorld(folder, engine, laptop)
        world.bring_up()
        yield world


def _environment_of_the_pipeline() -> Path:
    """Returns the virtual environment of the buildspecs' Python if `make pythons` made it, otherwise this one."""
    named = re.findall(r'python: "([\d.]+)"', (ROOT / "buildspecs" / "test.yml").read_text(encoding="utf-8"))
    made = ROOT / "build" / f"venv-{named[0]}"
    return made if (made / ".installed").exists() else Path(sys.prefix)


def _lose_execute_bits(tree: Path) -> None:
    """Reported of CodePipeline: https://github.com/duduribeiro/terraform_ecs_fargate_example/issues/12"""
    for path in tree.rglob("*"):
        if path.is_file():
            path.chmod(0o644)


def _install(tree: Path) -> None:
    """Copies what make would fetch from the network."""
    (tree / ".venv").symlink_to(_environment_of_the_pipeline())
    for packages in PACKAGES:
        shutil.copytree(ROOT / packages, tree / packages, symlinks=True)
        (tree / packages / ".package-lock.json").touch()


@contextmanager
def _laptop(tree: Path, folder: Path) -> Iterator[dict[str, Any]]:
    environment = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    with (
        (folder / "laptop.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.pipeline.laptop", str(free_port()), str(folder / "local")],
            cwd=tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline() or b"null")
        finally:
            process.communicate()  # it ends when its stdin closes
