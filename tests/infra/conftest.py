"""Each stack's program, run once for all tests."""

import pytest

from tests.infra.program import STACKS, Program, program_of


@pytest.fixture(scope="session", params=STACKS)
def program(request: pytest.FixtureRequest) -> Program:
    return program_of(request.param)


@pytest.fixture(scope="session", params=[stack for stack in STACKS if stack != "local"])
def delivered(request: pytest.FixtureRequest) -> Program:
    """The program of each stack on AWS; these have alarms and a pipeline."""
    return program_of(request.param)
