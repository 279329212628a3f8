"""The app's functions, and the sources of the worker's and the jobs' events."""

import json
from typing import Any

import pytest
import yaml

from infra.settings.stack import SHARES
from infra.tables import TABLES
from tests.infra.program import Program, Registered, program_of
from tests.infra.resources import ROOT
from webapp.environment import variable_names

GATEWAY_SECONDS = 30  # the longest that an HTTP API waits
LAMBDA_SECONDS = 15 * 60  # Lambda's longest timeout


@pytest.mark.parametrize(
    ("name", "handler", "seconds"),
    [
        ("api", "webapp.handler.handler", GATEWAY_SECONDS),
        ("jobs", "webapp.jobs.handler", LAMBDA_SECONDS),
        ("worker", "webapp.worker.handler", LAMBDA_SECONDS),
    ],
)
def test_a_function_has_the_apps_handler_and_a_timeout_within_its_callers(
    program: Program, name: str, handler: str, seconds: int
) -> None:
    function = program.one("lambda/function:Function", f"{name}-function").inputs
    log = program.one("cloudwatch/logGroup:LogGroup", f"{name}-log").inputs["name"]

    assert (function["handler"], function["runtime"]) == (handler, "python3.13")
    assert (function["architectures"], function["publish"]) == (["arm64"], True)
    assert 25 < function["timeout"] < seconds
    assert function["role"] == program.one("iam/role:Role", f"{name}-role").arn
    assert function["loggingConfig"] == {"logFormat": "JSON", "logGroup": log}
    assert function["tracingConfig"] == {"mode": "Active"}


def test_the_functions_are_one_zip_with_one_set_of_variables(program: Program) -> None:
    api, *others = (one.inputs for one in program.all("lambda/function:Function"))
    variables = api["environment"]["variables"]

    assert len(others) == 2
    for other in others:
        assert api["code"] == other["code"]
        assert variables == other["environment"]["variables"]
    assert variables.keys() == set(variable_names()) - {"AWS_REGION"}, (  # Lambda sets it
        "webapp/environment.py names other variables than infra/ sets; a table's is made from tables.json"
    )


def test_each_tables_variable_has_that_tables_name(program: Program) -> None:
    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]

    for table in TABLES:
        found = program.one("dynamodb/table:Table", f"storage-{table}")
        assert variables[f"{table.upper()}_TABLE"] == found.outputs["name"]


def test_the_worker_receives_only_changes_that_need_work(program: Program) -> None:
    mappings = of_streams(program)
    streams = {
        name: program.one("dynamodb/table:Table", f"storage-{name}").outputs["streamArn"]
        for name in ("dwipps", "profiles")
    }

    assert {one.inputs["eventSourceArn"]: patterns(one) for one in mappings} == {
        streams["dwipps"]: [{"eventName": ["REMOVE"]}],
        streams["profiles"]: [{"eventName": ["INSERT", "MODIFY"]}],
    }
    assert {one.inputs["functionName"] for one in mappings} == {
        program.one("lambda/alias:Alias", "worker-live").arn
    }
    assert {one.inputs["startingPosition"] for one in mappings} == {"TRIM_HORIZON"}
    assert {one.inputs["batchSize"] for one in mappings} == {25}


def test_a_failing_change_is_isolated_retried_and_finally_reported_to_a_queue(program: Program) -> None:
    queue = program.one("sqs/queue:Queue", "worker-failures")
    for mapping in of_streams(program):
        assert mapping.inputs["maximumRetryAttempts"] == 20
        assert mapping.inputs["bisectBatchOnFunctionError"] is True
        assert mapping.inputs["destinationConfig"] == {"onFailure": {"destinationArn": queue.arn}}

    assert queue.inputs["messageRetentionSeconds"] == 14 * 24 * 60 * 60
    assert queue.inputs["sqsManagedSseEnabled"] is True


def test_a_failing_job_ends_in_the_dead_letter_queue(
    program: Program,
) -> None:
    queue, failures = (program.one("sqs/queue:Queue", f"jobs-{name}") for name in ("queue", "failures"))
    mapping = program.one("lambda/eventSourceMapping:EventSourceMapping", "jobs-mapping").inputs
    timeout = program.one("lambda/function:Function", "jobs-function").inputs["timeout"]

    assert mapping["eventSourceArn"] == queue.arn
    assert mapping["functionName"] == program.one("lambda/alias:Alias", "jobs-live").arn
    assert (mapping["batchSize"], mapping["scalingConfig"]) == (1, {"maximumConcurrency": 5})
    assert queue.inputs["visibilityTimeoutSeconds"] >= 6 * timeout
    assert json.loads(queue.inputs["redrivePolicy"]) == {
        "deadLetterTargetArn": failures.arn,
        "maxReceiveCount": 20,
    }
    for one in (queue, failures):
        assert one.inputs["messageRetentionSeconds"] == 14 * 24 * 60 * 60
        assert one.inputs["sqsManagedSseEnabled"] is True


def test_lambdas_loop_detection_does_not_stop_a_long_job(program: Program) -> None:
    """By default Lambda stops a chain of messages from a function to itself after 16."""
    config = program.one("lambda/functionRecursionConfig:FunctionRecursionConfig").inputs

    assert config["functionName"] == program.one("lambda/function:Function", "jobs-function").outputs["name"]
    assert config["recursiveLoop"] == "Allow"


def of_streams(program: Program) -> list[Registered]:
    mappings = program.all("lambda/eventSourceMapping:EventSourceMapping")
    return [one for one in mappings if ":dynamodb:" in one.inputs["eventSourceArn"]]


def patterns(mapping: Registered) -> list[dict[str, Any]]:
    return [json.loads(one["pattern"]) for one in mapping.inputs["filterCriteria"]["filters"]]


def test_without_the_setting_no_function_has_reserved_concurrency(program: Program) -> None:
    """A new account has 10 concurrent functions, and AWS rejects a reservation of any of them."""
    found = {one.name: one.inputs.get("reservedConcurrentExecutions") for one in program_functions(program)}
    config = yaml.safe_load((ROOT / f"Pulumi.{program.stack}.yaml").read_text(encoding="utf-8"))["config"]

    assert found == {
        f"{name}-function": config.get(f"dwipper:{name}Concurrency") for name in ("api", "jobs", "worker")
    }


def test_each_function_gets_its_reserved_concurrency() -> None:
    program = program_of("dev", apiConcurrency=300, workerConcurrency=30, jobsConcurrency=10)

    assert {one.name: one.inputs["reservedConcurrentExecutions"] for one in program_functions(program)} == {
        "api-function": 300,
        "jobs-function": 10,
        "worker-function": 30,
    }


def test_jobs_are_never_throttled_by_their_own_reserved_concurrency() -> None:
    """A throttled message uses up one of its attempts, and finally goes to the dead-letter queue."""
    program = program_of("dev", jobsConcurrency=SHARES["jobs_concurrency"])
    mapping = program.one("lambda/eventSourceMapping:EventSourceMapping", "jobs-mapping").inputs
    share = program.one("lambda/function:Function", "jobs-function").inputs["reservedConcurrentExecutions"]

    assert share >= mapping["scalingConfig"]["maximumConcurrency"]


def program_functions(program: Program) -> list[Registered]:
    return program.all("lambda/function:Function")
