"""A release succeeds, or ends with the reason and status 1. It makes no unnecessary call."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from botocore.stub import ANY

from ops.release import main
from tests.ops.account import ALARM, FUNCTION, WORKER, Deployed, made
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
    """Time advances only while the code waits. Something happens at a given second."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.at: dict[float, Callable[[], None]] = {}

    def pause(self, seconds: float) -> None:
        self.passed += seconds
        self.at.pop(self.passed, lambda: None)()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def release(tree: Path, deployed: Deployed, clock: Clock) -> None:
    main("dev", root=tree, aws=deployed.aws, pause=clock.pause)


def test_without_a_canary_pulumi_releases(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3)

    release(tree, deployed, clock)

    assert "dev has no canary: since `pulumi up` version 3 serves" in capsys.readouterr().out


def test_a_version_that_serves_is_not_released_again(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running()

    release(tree, deployed, clock)

    assert "version 3 serves already: nothing to do" in capsys.readouterr().out


def test_a_release_shifts_to_the_new_version_and_waits(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.starts("d-1", CREATED)
    deployed.says("d-1", "Created", *["InProgress"] * 8, "Succeeded")

    release(tree, deployed, clock)

    assert capsys.readouterr().out.splitlines() == [
        f"{FUNCTION}: from version 2 to 3",
        "  version 3 answers 4 test requests correctly",
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
    deployed.starts("d-1")
    deployed.says(
        "d-1", "InProgress", status, errorInformation={"code": "ALARM_ACTIVE", "message": "api-errors"}
    )

    with pytest.raises(SystemExit) as ended:
        release(tree, deployed, clock)

    assert ended.value.code == (
        f"dwipper: version 3 was not released ({status} ALARM_ACTIVE api-errors), version 2 serves: "
        "see docs/runbooks/release-failed.md"
    )


def test_a_release_waits_for_its_rollback(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.starts("d-1")
    deployed.says("d-1", "Stopped", rollbackInfo={"rollbackDeploymentId": "d-2"})
    deployed.says("d-2", "InProgress", "Succeeded")

    with pytest.raises(SystemExit, match="version 3 was not released"):
        release(tree, deployed, clock)

    assert "  d-2 rolls the alias back" in capsys.readouterr().out.splitlines()


def test_a_running_release_is_waited_for_first(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running("d-0")
    deployed.says("d-0", "InProgress", "Succeeded")

    release(tree, deployed, clock)

    assert capsys.readouterr().out.splitlines()[0] == "d-0 is still running: waiting for its end"


def test_a_release_does_not_wait_forever(tree: Path, deployed: Deployed, clock: Clock) -> None:
    """It waits for the canary's five minutes and fifteen more."""
    (tree / "Pulumi.dev.yaml").write_text("config:\n  aws:region: eu-west-1\n  dwipper:canaryMinutes: 5\n")
    deployed.publish(serves=2, of=3, canary=True)
    deployed.starts("d-1")
    deployed.says("d-1", *["InProgress"] * 120)

    with pytest.raises(
        SystemExit, match="d-1 is still under way after 20 minutes: it continues without this command"
    ):
        release(tree, deployed, clock)

    assert clock.passed == 20 * 60


def test_an_error_of_codedeploy_is_one_line(tree: Path, deployed: Deployed, clock: Clock) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.has_running()
    deployed.codedeploy.add_client_error(
        "create_deployment", "DeploymentLimitExceededException", "one\nat a time"
    )

    with pytest.raises(SystemExit) as ended:
        release(tree, deployed, clock)

    assert ended.value.code == ("dwipper: AWS refused CreateDeployment: DeploymentLimitExceededException one")


def test_the_new_version_is_tested_before_it_gets_requests(
    tree: Path, deployed: Deployed, clock: Clock
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.starts("d-1")
    deployed.says("d-1", "Succeeded")

    release(tree, deployed, clock)

    assert deployed.asked == [
        f"version 3: {request}"
        for request in (
            "GET /api/v1/health",
            "GET /api/v1/openapi.json",
            "POST /api/v1/sessions",
            "POST /api/v1/sessions without a password",
        )
    ]


@pytest.mark.parametrize(
    ("request_", "answer", "fault"),
    [
        ("GET /api/v1/health", made(500, {}), "the function answers: 500, not 200"),
        (
            "GET /api/v1/health",
            {"errorMessage": "No module named 'x'", "errorType": "Runtime.ImportModuleError"},
            "the function answers: the function failed: Runtime.ImportModuleError",
        ),
        (
            "GET /api/v1/health",
            {"ok": True},
            "the function answers: the answer is not a response for API Gateway",
        ),
        ("GET /api/v1/openapi.json", made(200, {}), "the contract is this tree's: unexpected content"),
        ("POST /api/v1/sessions", made(200, {}), "a stranger cannot log in: 200, not 401"),
    ],
)
def test_a_broken_new_version_gets_no_requests(
    tree: Path, deployed: Deployed, clock: Clock, request_: str, answer: dict[str, Any], fault: str
) -> None:
    """CodeDeploy is not called: its stub would fail."""
    deployed.publish(serves=2, of=3, canary=True)
    deployed.has_running()
    deployed.answers[request_] = answer

    with pytest.raises(SystemExit) as ended:
        release(tree, deployed, clock)

    assert ended.value.code == (
        f"dwipper: version 3 was not released ({fault}), version 2 serves: "
        "see docs/runbooks/release-failed.md"
    )
    assert deployed.serves == 2


def test_a_release_waits_for_the_end_of_an_alarm_of_the_previous_version(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """An alarm that is active at the start of a deployment stops it, so a fix could not be released."""
    deployed.publish(serves=2, of=3, canary=True)
    deployed.alarm_is("ALARM")
    clock.at[90] = lambda: deployed.alarm_is("OK")
    deployed.starts("d-1")
    deployed.says("d-1", "Succeeded")

    release(tree, deployed, clock)

    assert capsys.readouterr().out.splitlines()[2:] == [
        f"  waiting up to 10 minutes for the end of {ALARM}",
        "  d-1: Succeeded, after 0 s",
        "version 3 serves",
    ]
    assert clock.passed == 90


@pytest.mark.parametrize("state", ["INSUFFICIENT_DATA", "OK"])
def test_a_release_does_not_wait_for_a_quiet_alarm(
    tree: Path, deployed: Deployed, clock: Clock, state: Literal["INSUFFICIENT_DATA", "OK"]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.alarm_is(state)
    deployed.starts("d-1")
    deployed.says("d-1", "Succeeded")

    release(tree, deployed, clock)

    assert clock.passed == 0


def test_an_alarm_that_does_not_end_is_reported_and_nothing_is_shifted(
    tree: Path, deployed: Deployed, clock: Clock
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.alarm_is("ALARM")
    deployed.has_running()
    deployed.has_running()

    with pytest.raises(
        SystemExit,
        match=rf"version 3 was not released \({ALARM} is in ALARM for more than 10 minutes\), version 2 serves",
    ):
        release(tree, deployed, clock)

    assert clock.passed == 600


def test_a_release_removes_old_versions_except_the_newest_ten_and_the_previous_one(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=14, canary=True)
    deployed.shifts = True
    deployed.starts("d-1")
    deployed.says("d-1", "Succeeded")

    release(tree, deployed, clock)

    assert deployed.versions() == [2, *range(5, 15)]
    assert deployed.versions(WORKER) == [*range(5, 15)]
    assert f"  {FUNCTION}: removed 3 old versions, 1 to 4" in capsys.readouterr().out


def test_without_a_canary_old_versions_that_do_not_serve_are_removed(
    tree: Path, deployed: Deployed, clock: Clock
) -> None:
    deployed.publish(serves=1, of=14)

    release(tree, deployed, clock)

    assert deployed.versions() == [1, *range(5, 15)]


def test_a_release_that_fails_removes_nothing(tree: Path, deployed: Deployed, clock: Clock) -> None:
    deployed.publish(serves=2, of=14, canary=True)
    deployed.has_running()
    deployed.answers["GET /api/v1/health"] = made(500, {})

    with pytest.raises(SystemExit):
        release(tree, deployed, clock)

    assert deployed.versions() == [*range(1, 15)]


def test_old_versions_that_aws_does_not_remove_are_a_warning(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=14, of=14)

    def refuse(**_: object) -> None:
        raise deployed.aws.lambda_.exceptions.TooManyRequestsException(
            {"Error": {"Code": "TooManyRequestsException", "Message": "Rate exceeded"}}, "DeleteFunction"
        )

    events = deployed.aws.lambda_.meta.events
    events.register("before-call.lambda.DeleteFunction", refuse)
    try:
        release(tree, deployed, clock)
    finally:
        events.unregister("before-call.lambda.DeleteFunction", refuse)

    assert (
        f"  ! old versions of {FUNCTION} were not removed: DeleteFunction: TooManyRequestsException Rate exceeded"
        in capsys.readouterr().out.splitlines()
    )


@pytest.mark.parametrize(
    "outputs", [{"function_name": "api"}, {"function_name": "api", "function_version": "[unknown]"}]
)
def test_a_stack_that_is_not_deployed_cannot_be_released(
    tree: Path, pulumi: FakePulumi, outputs: dict[str, str]
) -> None:
    pulumi.has_outputs(outputs)

    with pytest.raises(
        SystemExit, match="the stack dev has no output function_version, so it is not deployed"
    ):
        main("dev", root=tree)


def test_a_release_is_watched_through_an_outage_of_aws(
    tree: Path, deployed: Deployed, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=2, of=3, canary=True)
    deployed.starts("d-1", CREATED)
    deployed.says("d-1", "InProgress")
    deployed.codedeploy.add_client_error("get_deployment", "ThrottlingException", http_status_code=400)
    deployed.says("d-1", "Succeeded")

    release(tree, deployed, clock)

    output = capsys.readouterr().out
    assert "AWS does not answer for now (GetDeployment: ThrottlingException" in output
    assert "version 3 serves" in output
