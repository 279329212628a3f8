"""The zip has every AWS operation that the app calls: one missing in `OPERATIONS` would fail only on AWS."""

import ast
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import pytest
from botocore import xform_name

from infra.operations import OPERATIONS
from tests.infra.policies import rights_of
from tests.infra.program import program_of

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
CHECKED_INSIDE = "ConditionCheckItem"  # part of a transaction, not an operation
OF_LAMBDA = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"}
TRANSACTION = "TransactWriteItems"  # it needs the rights of its parts


def attributes(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            yield node.attr


@pytest.mark.parametrize("service", ["cognito-idp", "sqs", "ssm"])
def test_a_pruned_service_has_exactly_the_operations_that_the_app_calls(service: str) -> None:
    """Searches the modules that create a client of the service for names of its operations."""
    model = botocore.session.get_session().get_service_model(service)
    operations = {xform_name(name): name for name in model.operation_names}
    sources = [path.read_text("utf-8") for path in WEBAPP.rglob("*.py")]
    makers = [text for text in sources if f'client("{service}")' in text]

    used = {operations[name] for text in makers for name in attributes(text) if name in operations}

    assert makers
    assert used == OPERATIONS[service]


def test_the_pruned_dynamodb_has_exactly_the_operations_that_functions_may_call() -> None:
    program = program_of("dev")
    rights = {
        right
        for function in ("api", "jobs", "worker")
        for some in rights_of(program, function).values()
        for right in some
    }
    operations = {name for service, name in (right.split(":") for right in rights) if service == "dynamodb"}

    assert (operations - OF_LAMBDA - {CHECKED_INSIDE}) | {TRANSACTION} == OPERATIONS["dynamodb"]
