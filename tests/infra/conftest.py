"""Each stack's program, run once for all tests."""

import pytest

from tests.infra.program import STACKS, Program, program_of


@pytest.fixture(scope="session", params=STACKS)
def program(request: pytest.FixtureRequest) -> Program:
    return program_of(request.param)
