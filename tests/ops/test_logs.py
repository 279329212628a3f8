"""Log lines are printed once, in order of time, and can be filtered by request and by error."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ops.aws import Aws
from ops.logs import ERROR_PATTERNS, main
from tests.infra.watch.log_filters import matches

if TYPE_CHECKING:
    from mypy_boto3_logs.type_defs import InputLogEventTypeDef

ID = "JKJaXmPLvHcESHA="
NOW = 1_795_000_000.0
GATEWAY = "/aws/vendedlogs/dwipper/dev/access"


FAILED = {"level": "ERROR", "message": "boom", "gatewayRequestId": ID, "exception": "Traceback"}


@pytest.fixture
def logged(aws: Aws) -> Aws:
    """Each log group has lines of two requests; one of them failed."""
    lines = {
        GATEWAY: [{"requestId": "x", "status": "200"}, {"requestId": ID, "status": "500", "userId": "-"}],
        "/dwipper/dev/api": [{"level": "INFO", "message": "fine", "gatewayRequestId": "x"}, FAILED],
        "/dwipper/dev/worker": [],
        "/dwipper/dev/jobs": [],
    }
    for later, (group, messages) in enumerate(lines.items()):
        aws.logs.create_log_group(logGroupName=group)
        aws.logs.create_log_stream(logGroupName=group, logStreamName="one")
        for number, one in enumerate(messages):
            at = int(1000 * NOW) + 10 * number + later
            event: InputLogEventTypeDef = {"timestamp": at, "message": json.dumps(one)}
            aws.logs.put_log_events(logGroupName=group, logStreamName="one", logEvents=[event])
    return aws


def stop_at_the_third(calls: list[float]) -> Callable[[float], None]:
    def pause(seconds: float) -> None:
        calls.append(seconds)
        if len(calls) == 3:
            raise KeyboardInterrupt

    return pause


def test_log_lines_of_all_groups_are_printed_once_in_order_of_time(
    tree: Path, logged: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main("dev", root=tree, aws=logged, pause=stop_at_the_third([]), now=lambda: NOW)

    assert re.sub(r"(?m)^[\d:]+ ", "", capsys.readouterr().out).splitlines() == [
        "gateway requestId=x status=200",
        "api     INFO fine (request x)",
        f"gateway requestId={ID} status=500",
        f"api     ERROR boom (request {ID})",
        "Traceback",
    ]


def test_with_errors_only_each_group_is_asked_for_its_errors(
    tree: Path, logged: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """moto does not filter by such patterns."""
    monkeypatch.setenv("ERRORS", "yes")
    asked: dict[str, str] = {}

    def record(params: dict[str, str], **_: object) -> None:
        asked[params["logGroupName"]] = params["filterPattern"]

    events = logged.logs.meta.events
    events.register("before-parameter-build.logs.FilterLogEvents", record)
    try:
        with pytest.raises(SystemExit):
            main("dev", root=tree, aws=logged, pause=stop_at_the_third([]), now=lambda: NOW)
    finally:
        events.unregister("before-parameter-build.logs.FilterLogEvents", record)

    functions = {f"/dwipper/dev/{name}": ERROR_PATTERNS["function"] for name in ("api", "worker", "jobs")}
    assert asked == {GATEWAY: ERROR_PATTERNS["gateway"], **functions}


@pytest.mark.parametrize(
    ("group", "line", "shown"),
    [
        ("gateway", {"status": "500"}, True),
        ("gateway", {"status": "404"}, False),
        ("function", {"level": "ERROR"}, True),
        ("function", {"level": "WARNING"}, False),
    ],
)
def test_errors_are_what_the_alarms_count(group: str, line: dict[str, str], shown: bool) -> None:
    assert matches(ERROR_PATTERNS[group], json.dumps(line)) is shown


def test_one_requests_lines_are_printed_and_the_command_ends(
    tree: Path, logged: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    main("dev", ID, root=tree, aws=logged, now=lambda: NOW)

    lines = capsys.readouterr().out
    assert "ERROR boom" in lines
    assert "status=500" in lines
    assert "fine" not in lines


@pytest.mark.parametrize("minutes", ["an hour", "-1", ""])
def test_minutes_that_are_not_a_number_are_rejected(
    tree: Path, aws: Aws, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    monkeypatch.setenv("MINUTES", minutes)

    with pytest.raises(SystemExit, match="MINUTES must be a number"):
        main("dev", root=tree, aws=aws)
