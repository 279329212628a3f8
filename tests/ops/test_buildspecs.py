"""The pipeline's steps only call make, so they also run on a developer's machine."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SPECS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / "buildspecs").glob("*.yml")}
A_CALL_OF_MAKE = re.compile(r'make (?P<target>[a-z-]+)(?: [A-Z]+="\$[A-Z_]+")?')


def commands(spec: dict[str, Any]) -> list[str]:
    return [command for phase in spec["phases"].values() for command in phase.get("commands", [])]


def test_each_step_has_a_buildspec() -> None:
    assert set(SPECS) == {"test", "preview", "deploy"}


@pytest.mark.parametrize("name", SPECS)
def test_a_buildspec_calls_only_existing_make_targets(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for command in commands(SPECS[name]):
        found = A_CALL_OF_MAKE.fullmatch(command)
        assert found, command
        assert found["target"] in targets | {"pulumi-cli"}


@pytest.mark.parametrize("name", SPECS)
def test_a_buildspec_has_the_version_that_the_simulated_pipeline_knows(name: str) -> None:
    assert SPECS[name]["version"] == 0.2


@pytest.mark.parametrize("name", SPECS)
def test_runtime_versions_are_strings(name: str) -> None:
    """As a number, 3.10 would become 3.1."""
    assert all(
        isinstance(version, str) for version in SPECS[name]["phases"]["install"]["runtime-versions"].values()
    )


def test_the_test_step_is_what_ci_runs() -> None:
    """CI also runs other versions of Python; CodeBuild has only the one in the buildspec."""
    ci = re.findall(r"^make .*$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)

    assert SPECS["test"]["phases"]["build"]["commands"] == [one for one in ci if one != "make pythons"]
