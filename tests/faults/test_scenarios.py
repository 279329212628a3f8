"""The scenarios cover everything that the functions do."""

import pytest

from infra.tables import CHANGES as FED
from infra.tables import TABLES
from tests.faults.aws import WiredAws
from tests.faults.changes import CHANGES, JOBS
from tests.faults.items import first_items
from tests.faults.scenarios import SCENARIOS
from tests.operations import OPERATIONS, Operation
from tests.webapp.events import call
from webapp.changes.jobs import JOB_TYPES

SILENT = {"get_docs", "get_docs_asset", "get_health", "get_openapi"}


def test_every_operation_that_calls_aws_has_a_scenario() -> None:
    operations = {one.id for one in OPERATIONS}

    assert operations == SILENT | {scenario.operation for scenario in SCENARIOS}, (
        "write a scenario of each branch of the operation in tests/faults/scenarios.py, or list it in SILENT"
    )


def test_every_operation_that_creates_something_is_tried_by_somebody_who_left() -> None:
    creates = {one.id for one in OPERATIONS if "201" in one.described["responses"]}
    refused = {one.operation for one in SCENARIOS if (one.as_, one.status) == ("gus", 401)}

    assert creates <= refused, (
        "write a scenario in tests/faults/scenarios.py in which Gus, who left, is answered with 401"
    )


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.id in SILENT], ids=str)
def test_these_operations_do_not_call_aws(aws: WiredAws, operation: Operation) -> None:
    aws.wire.begin("")

    assert call(operation.method, operation.path("docs.js"), as_=None).status == 200
    assert aws.wire.tries == []


def test_every_table_has_items_at_the_start() -> None:
    empty = {table for table in TABLES if not any(first_items(table))}

    assert empty == set(), "give the table items in tests/faults/items.py"


def test_every_change_that_triggers_the_worker_has_a_scenario() -> None:
    fed = {(table, kind) for table, kinds in FED.items() for kind in kinds}

    assert fed == {(change.table, change.kind) for change in CHANGES}, (
        "write a scenario of each branch of the worker in CHANGES, in tests/faults/changes.py"
    )


def test_every_kind_of_job_has_a_scenario() -> None:
    assert {type(step.job) for step in JOBS} == set(JOB_TYPES.values()), (
        "write a scenario of each branch of the job in JOBS, in tests/faults/changes.py"
    )


def test_each_scenario_has_its_own_name() -> None:
    names = [*(scenario.name for scenario in SCENARIOS), *(change.name for change in CHANGES)]
    names += [step.name for step in JOBS]

    assert len(set(names)) == len(names)
