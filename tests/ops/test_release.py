"""A release ends well, or ends with the reason and with status 1; it starts nothing that is not needed."""

import hashlib
import json
from pathlib import Path

import pytest
from botocore.stub import ANY

from ops.release import main
from tests.ops.account import FUNCTION, Deployed
from tests.ops.pulumi import FakePulumi

SPEC = json.dumps(
    {
        "version": 0.0,
        "Resources": [
            {
                "api": {
                    "Type": "AWS::Lambda::Function",
                    "Properties": {
                        "Name": FUNCTION,
                        "Alias": "live",
                        "CurrentVersion": "2",
                        "TargetVersion": "3",
                    },
                }
            }
        ],
    }
)
CREATED = {
    "applicationName": "dwipper-dev-release",
    "deploymentGroupName": "dwipper-dev-group",
    "description": ANY,
    "revision": {
        "revisionType": "AppSpecContent",
        "appSpecContent": {"content": SPEC, "sha256": hashlib.sha256(SPEC.encode()).hexdigest()},
    },
}


class Clock:
    def __init__(self) -> None:
        self.passed = 0.0

    def pause(self, seconds: float) -> None:
        self.passed += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def release(tree: Path, deployed: Deployed, clock: Clock) -> None:
    main("dev", root=tree, aws=deployed.aws, pause=clock.pause)


def test_without_a_canary_pulumi_has_done_it(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3)

    release(tree, deployed, clock)

    assert "dev has no canary: `pulumi up` has let version 3 serve" in capsys.readouterr().out


def test_a_version_that_serves_is_not_released_again(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running()

    release(tree, deployed, clock)

    assert "version 3 serves: nothing to do" in capsys.readouterr().out


def test_a_new_version_is_shifted_to_and_waited_for(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.codedeploy.add_response("create_deployment", {"deploymentId": "d-1"}, CREATED)
    deployed.says("d-1", "Created", *["InProgress"] * 8, "Succeeded")

    release(tree, deployed, clock)

    assert capsys.readouterr().out.splitlines() == [
        f"{FUNCTION}: from version 2 to 3",
        "  d-1: Created, after 0 s",
        "  d-1: InProgress, after 10 s",
        "  d-1: InProgress, after 60 s",
        "  d-1: Succeeded, after 90 s",
        "version 3 serves",
    ]
    assert clock.passed == 90


@pytest.mark.parametrize("status", ["Failed", "Stopped"])
def test_a_release_that_is_rolled_back_ends_with_its_reason_and_the_runbook(
    tree: Path, deployed: Deployed, clock: Clock, status: str
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.codedeploy.add_response("create_deployment", {"deploymentId": "d-1"})
    deployed.says(
        "d-1", "InProgress", status, errorInformation={"code": "ALARM_ACTIVE", "message": "api-errors"}
    )

    with pytest.raises(SystemExit) as ended:
        release(tree, deployed, clock)

    assert ended.value.code == (
        f"dwipper: version 3 was not released ({status} ALARM_ACTIVE api-errors), version 2 serves: "
        "docs/runbooks/release-failed.md says what to look at"
    )


def test_the_way_back_is_waited_for_too(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.codedeploy.add_response("create_deployment", {"deploymentId": "d-1"})
    deployed.says("d-1", "Stopped", rollbackInfo={"rollbackDeploymentId": "d-2"})
    deployed.says("d-2", "InProgress", "Succeeded")

    with pytest.raises(SystemExit, match="version 3 was not released"):
        release(tree, deployed, clock)

    assert "  d-2 takes the alias back" in capsys.readouterr().out.splitlines()


def test_a_release_that_is_under_way_is_waited_for_first(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running("d-0")
    deployed.says("d-0", "InProgress", "Succeeded")

    release(tree, deployed, clock)

    assert capsys.readouterr().out.splitlines()[0] == "d-0 is under way: it has to end first"


def test_it_does_not_wait_for_ever(tree: Path, deployed: Deployed, clock: Clock) -> None:
    """The canary's five minutes, and fifteen more."""
    (tree / "Pulumi.dev.yaml").write_text("config:\n  aws:region: eu-west-1\n  dwipper:canaryMinutes: 5\n")
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.codedeploy.add_response("create_deployment", {"deploymentId": "d-1"})
    deployed.says("d-1", *["InProgress"] * 120)

    with pytest.raises(
        SystemExit, match="d-1 is still under way after 20 minutes: it goes on without this command"
    ):
        release(tree, deployed, clock)

    assert clock.passed == 20 * 60


def test_a_refusal_of_codedeploy_is_one_line(tree: Path, deployed: Deployed, clock: Clock) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.codedeploy.add_client_error(
        "create_deployment", "DeploymentLimitExceededException", "one\nat a time"
    )

    with pytest.raises(SystemExit) as ended:
        release(tree, deployed, clock)

    assert ended.value.code == ("dwipper: AWS refused CreateDeployment: DeploymentLimitExceededException one")


@pytest.mark.parametrize("outputs", [{}, {"function_version": "[unknown]"}])
def test_a_stack_that_is_not_deployed_is_told(
    tree: Path, pulumi: FakePulumi, outputs: dict[str, str]
) -> None:
    pulumi.has_outputs(outputs)

    with pytest.raises(
        SystemExit, match="the stack dev has no output function_version, so it is not deployed"
    ):
        main("dev", root=tree)


def test_a_release_is_watched_further_where_aws_does_not_answer_for_a_while(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.codedeploy.add_response("create_deployment", {"deploymentId": "d-1"}, CREATED)
    deployed.says("d-1", "InProgress")
    deployed.codedeploy.add_client_error("get_deployment", "ThrottlingException", http_status_code=400)
    deployed.says("d-1", "Succeeded")

    release(tree, deployed, clock)

    told = capsys.readouterr().out
    assert "d-1: AWS cannot be asked for now" in told
    assert "version 3 serves" in told
