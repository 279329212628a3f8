"""Errors in the zip are reported to Lambda at once, as JSON lines."""

import json
import shutil
from pathlib import Path

import pytest

from tests.bundle.function import BundledFunction
from tests.bundle.machine import likeness
from tests.bundle.stack import FunctionStack

STEP = {
    "Records": [
        {
            "messageId": "1",
            "receiptHandle": "AQEB",
            "attributes": {"ApproximateReceiveCount": "1"},
            "body": '{"job": "forget_reactions", "dwipp_ids": ["some"]}',
        }
    ]
}
LATE = 5  # seconds left, less than a step of a job needs for its last call


@pytest.mark.parametrize(
    "handler", ["webapp.handler.handler", "webapp.jobs.handler", "webapp.worker.handler"]
)
def test_a_missing_variable_stops_the_start_and_is_named(task: Path, client: Path, handler: str) -> None:
    with BundledFunction(task, client, handler, {"DWIPPS_TABLE": "dwipps"}) as function:
        outcome, status = function.failed_start()

    assert (outcome.kind, outcome.body["errorType"], status) == ("init/error", "MissingVariablesError", 1)
    assert "PROFILES_TABLE" in outcome.body["errorMessage"]


def test_a_package_without_its_machine_code_stops_the_start_and_is_named(
    task: Path, folder: Path, client: Path, stack: FunctionStack
) -> None:
    package = "pydantic_core"
    broken = likeness(task, folder / "broken", without=package)
    shutil.copytree(task / package, broken / package, ignore=shutil.ignore_patterns("*.so"))

    with BundledFunction(broken, client, "webapp.handler.handler", stack.variables) as function:
        outcome, status = function.failed_start()

    assert (outcome.kind, outcome.body["errorType"], status) == ("init/error", "Runtime.ImportModuleError", 1)
    assert package in outcome.body["errorMessage"]


def test_an_invalid_event_is_an_error_and_the_next_one_is_answered(
    task: Path, client: Path, stack: FunctionStack
) -> None:
    with BundledFunction(task, client, "webapp.handler.handler", stack.variables) as function:
        outcomes = [function.invoke({}) for _ in range(2)]

    assert [(outcome.kind, outcome.body["errorType"]) for outcome in outcomes] == [("error", "KeyError")] * 2


def test_a_step_without_time_raises_so_that_its_message_is_delivered_again(
    task: Path, client: Path, stack: FunctionStack
) -> None:
    with BundledFunction(task, client, "webapp.jobs.handler", stack.variables) as function:
        outcome = function.invoke(STEP, seconds=LATE)

    assert (outcome.kind, outcome.body["errorType"]) == ("error", "OutOfTimeError")


def test_every_log_line_is_json_with_its_requests_id(task: Path, client: Path, stack: FunctionStack) -> None:
    with BundledFunction(task, client, "webapp.jobs.handler", stack.variables) as function:
        outcome = function.invoke(STEP, seconds=LATE)
        lines = [json.loads(line) for line in function.said()]

    logged = [line for line in lines if line["requestId"] == outcome.body["requestId"]]
    assert {line["level"] for line in logged} == {"ERROR", "WARNING"}  # the queue does not know the message
    assert [line["errorType"] for line in logged if line["level"] == "ERROR"] == ["OutOfTimeError"]
