"""Each role has exactly the rights that its function needs, in a run through everything it does."""

from collections.abc import Sequence

import pytest

from tests.faults.aws import WiredAws
from tests.faults.calls import WireCall
from tests.faults.changes import CHANGES, JOBS
from tests.faults.rights import Rights, rights_used
from tests.faults.scenarios import SCENARIOS
from tests.faults.trials import Runnable, Trials
from tests.infra.policies import rights_of
from tests.infra.program import Program, program_of
from tests.infra.realistic import STREAM

pytestmark = pytest.mark.usefixtures("app")

LOGGING = {"logs:CreateLogStream", "logs:PutLogEvents"}
TRACING = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
GRANTS = (
    "left: what is granted; right: what the scenarios use. Change the grants in infra/, or add a scenario"
)
READING = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"}


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of("dev")


def walk(aws: WiredAws, trials: Trials, runnables: Sequence[Runnable]) -> Rights:
    calls: list[WireCall] = []
    for runnable in runnables:
        trials.run_undisturbed(runnable)
        calls += aws.wire.tries
    return rights_used(calls)


def test_the_api_has_every_right_that_it_uses_and_no_other(
    aws: WiredAws, trials: Trials, program: Program
) -> None:
    lambdas = {"*": TRACING, "api-log:*": LOGGING}

    assert rights_of(program, "api") == {**walk(aws, trials, SCENARIOS), **lambdas}, GRANTS


def test_the_worker_has_every_right_that_it_uses_and_no_other(
    aws: WiredAws, trials: Trials, program: Program
) -> None:
    reading = {f"dynamodb:{operation}" for operation in READING}
    lambdas = {
        "*": TRACING,
        "worker-log:*": LOGGING,
        "worker-failures": {"sqs:SendMessage"},
        f"storage-dwipps{STREAM}": reading,
        f"storage-profiles{STREAM}": reading,
    }

    assert rights_of(program, "worker") == {**walk(aws, trials, CHANGES), **lambdas}, GRANTS


def test_the_jobs_have_every_right_that_they_use_and_no_other(
    aws: WiredAws, trials: Trials, program: Program
) -> None:
    """A step that is not the last sends a message for the rest."""
    feeding = {
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "ReceiveMessage",
        "SendMessage",
    }
    lambdas = {
        "*": TRACING,
        "jobs-log:*": LOGGING,
        "jobs-queue": {f"sqs:{operation}" for operation in feeding},
    }

    assert rights_of(program, "jobs") == {**walk(aws, trials, JOBS), **lambdas}, GRANTS
