"""A deployment succeeds if the API passes its smoke test, and otherwise rolls back and exits with status 1."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.deploy import main
from tests.ops.account import CONTRACT, FUNCTION, Deployed
from tests.ops.api import FakeApi, StubAnswer
from tests.ops.pulumi import FakePulumi


@pytest.fixture
def api(deployed: Deployed, pulumi: FakePulumi) -> Iterator[FakeApi]:
    pulumi.has_stack("dev")
    deployed.shifts = True
    with FakeApi(CONTRACT) as api:
        deployed.url = api.url
        yield api


def deploy(tree: Path, deployed: Deployed) -> None:
    main("dev", "--yes", root=tree, aws=deployed.aws, pause=lambda _: None)


def test_a_deployment_updates_releases_and_tests_the_stack(
    tree: Path, deployed: Deployed, api: FakeApi, pulumi: FakePulumi
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.starts("d-1")
    deployed.says("d-1", "Succeeded")

    deploy(tree, deployed)

    assert ["up", "--stack", "dev", "--yes"] in pulumi.calls
    assert deployed.serves == 3
    assert len(api.asked) == 6
    outputs = ["stack", "output", "--json", "--stack", "dev"]
    assert pulumi.calls.count(outputs) == 2  # before and after the update: each takes seconds


def test_a_failed_smoke_test_rolls_back_to_the_previous_version(
    tree: Path, deployed: Deployed, api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newest older version may never have served."""
    deployed.publish(serves=1, of=3, canary=True)
    deployed.starts("d-1")
    deployed.says("d-1", "Succeeded")
    api.answers["GET /api/v1/dwipps"] = StubAnswer(200)

    with pytest.raises(SystemExit, match="dwipper: 1 of the requests to http://127.0.0.1:"):
        deploy(tree, deployed)

    assert deployed.serves == 1
    assert f"{FUNCTION}: version 1 serves instead of 3" in capsys.readouterr().out.splitlines()


def test_without_a_new_version_nothing_is_rolled_back(tree: Path, deployed: Deployed, api: FakeApi) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running()
    api.answers["GET /api/v1/dwipps"] = StubAnswer(200)

    with pytest.raises(SystemExit, match="dwipper: 1 of the requests"):
        deploy(tree, deployed)

    assert deployed.serves == 3


def test_the_first_deployment_of_a_stack_has_nothing_to_go_back_to(
    tree: Path, deployed: Deployed, api: FakeApi, pulumi: FakePulumi
) -> None:
    pulumi.has_outputs({})

    with pytest.raises(SystemExit, match="the stack dev has no output function_name, so it is not deployed"):
        deploy(tree, deployed)  # the test's CLI creates nothing

    assert ["up", "--stack", "dev", "--yes"] in pulumi.calls


def test_the_first_version_is_kept_if_it_fails_its_smoke_test(
    tree: Path, deployed: Deployed, api: FakeApi, pulumi: FakePulumi
) -> None:
    """The error is the smoke test's: there is no version before it."""
    deployed.publish(serves=1, of=1)
    pulumi.creates()
    api.answers["GET /api/v1/dwipps"] = StubAnswer(200)

    with pytest.raises(SystemExit, match="dwipper: 1 of the requests"):
        deploy(tree, deployed)

    assert deployed.serves == 1


def test_an_update_that_fails_is_not_released(
    tree: Path, deployed: Deployed, api: FakeApi, pulumi: FakePulumi
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    pulumi.fails_at("up")

    with pytest.raises(SystemExit, match="dwipper: `pulumi up` failed"):
        deploy(tree, deployed)

    assert deployed.serves == 2
    assert api.asked == []
