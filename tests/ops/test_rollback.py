"""A rollback points the alias to a published version, or says why it does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from ops.rollback import main
from tests.ops.account import FUNCTION, Deployed


def rollback(tree: Path, deployed: Deployed, version: str = "") -> None:
    main("dev", version, root=tree, aws=deployed.aws)


def test_the_version_before_serves_again(
    tree: Path, deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3)

    rollback(tree, deployed)

    assert deployed.serves == 2
    assert capsys.readouterr().out.splitlines() == [
        f"{FUNCTION}: version 2 serves instead of 3",
        "The next deployment replaces it. To return without one:",
        "  make rollback STACK=dev VERSION=3",
    ]


def test_a_gap_between_versions_is_skipped(tree: Path, deployed: Deployed) -> None:
    deployed.publish(serves=3, of=3)
    deployed.aws.lambda_.delete_function(FunctionName=FUNCTION, Qualifier="2")

    rollback(tree, deployed)

    assert deployed.serves == 1


def test_a_rollback_to_a_given_version(tree: Path, deployed: Deployed) -> None:
    deployed.publish(serves=1, of=3)

    rollback(tree, deployed, "3")

    assert deployed.serves == 3


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("", "version 1 serves, and there is no older one"),
        ("1", "version 1 serves already"),
        ("9", "there is no version 9, only 1, 2, 3"),
        ("$LATEST", r"there is no version \$LATEST"),
    ],
)
def test_an_invalid_version_is_reported_and_nothing_changes(
    tree: Path, deployed: Deployed, version: str, message: str
) -> None:
    deployed.publish(serves=1, of=3)

    with pytest.raises(SystemExit, match=f"dwipper: {message}"):
        rollback(tree, deployed, version)

    assert deployed.serves == 1


def test_with_a_canary_the_printed_way_forward_is_a_release(
    tree: Path, deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running()
    deployed.released(f"{FUNCTION}: version 2 to 3")

    rollback(tree, deployed)

    assert deployed.serves == 2
    assert "  make release STACK=dev" in capsys.readouterr().out.splitlines()


def test_with_a_canary_the_version_that_really_served_before_serves_again(
    tree: Path, deployed: Deployed
) -> None:
    """Version 5 was released again after rollbacks to 3, 4 and 2. Version 6 was rolled back too."""
    deployed.publish(serves=5, of=6, canary=True)
    deployed.has_running()
    deployed.released(
        f"{FUNCTION}: version 3 to 5",
        f"{FUNCTION}: version 4 to 5",
        f"{FUNCTION}: version 2 to 5",
        f"{FUNCTION}: version 5 to 6",
        "Rollback of d-9: version 4 to 5 of something else",
    )

    rollback(tree, deployed)

    assert deployed.serves == 2


def test_all_deployments_are_searched_for_the_version_before(tree: Path, deployed: Deployed) -> None:
    """Somebody has since deployed from the console, which describes nothing."""
    deployed.publish(serves=3, of=3, canary=True)
    deployed.has_running()
    deployed.released(f"{FUNCTION}: version 1 to 3", *[None] * 29)

    rollback(tree, deployed)

    assert deployed.serves == 1


@pytest.mark.parametrize("released", [[], [f"{FUNCTION}: version 2 to 3"]], ids=["none", "a removed version"])
def test_without_a_record_of_the_version_before_the_operator_chooses(
    tree: Path, deployed: Deployed, released: list[str]
) -> None:
    deployed.publish(serves=3, of=3, canary=True)
    deployed.aws.lambda_.delete_function(FunctionName=FUNCTION, Qualifier="2")
    deployed.has_running()
    deployed.released(*released)

    with pytest.raises(SystemExit, match="which version served before 3: choose one of 1 with VERSION=1"):
        rollback(tree, deployed)

    assert deployed.serves == 3


def test_a_rollback_is_refused_during_a_release(tree: Path, deployed: Deployed) -> None:
    deployed.publish(serves=3, of=4, canary=True)
    deployed.has_running("d-1")

    with pytest.raises(SystemExit, match="nothing was done: stop it with `make rollback STACK=dev YES=1`"):
        rollback(tree, deployed)

    assert deployed.serves == 3


def test_a_rollback_stops_a_running_release_after_a_yes(
    tree: Path, deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YES", "1")
    deployed.publish(serves=3, of=4, canary=True)
    deployed.has_running("d-1")
    deployed.codedeploy.add_response(
        "stop_deployment", {"status": "Pending"}, {"deploymentId": "d-1", "autoRollbackEnabled": True}
    )

    rollback(tree, deployed)

    assert deployed.serves == 3


def test_an_alias_that_somebody_else_moved_is_not_overwritten(tree: Path, deployed: Deployed) -> None:
    deployed.publish(serves=3, of=3)
    seen = deployed.aws.lambda_.get_alias(FunctionName=FUNCTION, Name="live")["RevisionId"]

    def refuse(params: dict[str, Any], **_: object) -> None:
        assert json.loads(params["body"])["RevisionId"] == seen
        raise deployed.aws.lambda_.exceptions.PreconditionFailedException(
            {"Error": {"Code": "PreconditionFailedException", "Message": ""}}, "UpdateAlias"
        )

    events = deployed.aws.lambda_.meta.events
    events.register("before-call.lambda.UpdateAlias", refuse)
    try:
        with pytest.raises(SystemExit, match="somebody else has changed the alias live in the meantime"):
            rollback(tree, deployed)
    finally:
        events.unregister("before-call.lambda.UpdateAlias", refuse)


def test_a_function_without_an_alias_is_reported(tree: Path, deployed: Deployed) -> None:
    deployed.publish(serves=1, of=1)
    deployed.aws.lambda_.delete_alias(FunctionName=FUNCTION, Name="live")

    with pytest.raises(SystemExit, match=f"the function {FUNCTION} has no alias live: deploy it first"):
        rollback(tree, deployed)
