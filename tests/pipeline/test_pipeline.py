"""A commit goes through the pipeline's buildspecs, step by step, to the laptop's AWS, or is stopped."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.world import PipelineWorld

POLICY = "default-src 'none'; "
QUICK_TESTS = "tests/webapp/strings/test_text.py"
FAILING_TEST = '"""One that fails."""\n\n\ndef test_that_fails() -> None:\n    raise AssertionError\n'


@pytest.fixture
def world(_world: PipelineWorld, tmp_path: Path) -> Iterator[PipelineWorld]:
    """The stack. Its tree is restored after each test."""
    webapp, tests = _world.tree / "webapp", _world.tree / "tests" / "webapp"
    for folder in (webapp, tests):
        shutil.copytree(folder, tmp_path / folder.parent.name / folder.name)
    yield _world
    for folder in (webapp, tests):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / folder.parent.name / folder.name, folder)


def policy_of(world: PipelineWorld) -> str:
    with urllib.request.urlopen(f"{world.laptop['door']}/api/v1/docs", timeout=60) as page:
        return str(page.headers["Content-Security-Policy"])


def test_a_commit_is_tested_previewed_deployed_and_smoke_tested(world: PipelineWorld) -> None:
    world.commit("webapp/docs/api.py", POLICY, POLICY + "form-action 'none'; ")
    before, served = len(world.deeds()), int(world.serves())

    run = world.run(QUICK_TESTS)

    assert not run.failed, "\n".join(run.said.values())
    assert list(run.said) == ["Test", "Preview", "Deploy"]
    assert " passed" in run.said["Test"]
    assert "api-function" in run.said["Preview"]
    assert set(world.deeds()[before:]) == {
        ("update", f"{function}-{what}")
        for function in ("api", "jobs", "worker")
        for what in ("function", "live")
    }
    assert run.said["Deploy"].count("ok  ") == 6
    assert int(world.serves()) > served
    assert "form-action 'none'" in policy_of(world)


def test_a_failing_test_stops_it_before_anything_is_changed(world: PipelineWorld) -> None:
    world.commit("webapp/docs/api.py", POLICY, POLICY + "form-action 'self'; ")
    (world.tree / "tests" / "webapp" / "test_commit.py").write_text(FAILING_TEST)
    before = world.deeds()

    run = world.run("tests/webapp/test_commit.py")

    assert run.failed
    assert list(run.said) == ["Test"]
    assert "1 failed" in run.said["Test"]
    assert world.deeds() == before


def test_a_failing_smoke_test_fails_the_pipeline_and_rolls_back(world: PipelineWorld) -> None:
    served = world.serves()
    world.commit("webapp/docs/api.py", "CONTRACT.read_bytes()", 'b"{}"')

    run = world.run(first="Preview")

    assert run.failed
    assert list(run.said) == ["Preview", "Deploy"], "\n".join(run.said.values())
    assert "!!  the contract is this tree's: unexpected content" in run.said["Deploy"]
    assert f"version {served} serves instead of {int(served) + 1}" in run.said["Deploy"]
    assert world.serves() == served
