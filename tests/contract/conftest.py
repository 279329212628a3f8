"""The given platform, or the shared one of all tests. People created for a test leave after it."""

from collections.abc import Iterator

import pytest

from tests.contract.api import ApiSession, Newcomer, Somebody
from tests.contract.people import People
from tests.contract.target import ContractTarget


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> ContractTarget:
    return ContractTarget.given() or ContractTarget(request.getfixturevalue("platform").outputs["api_url"])


@pytest.fixture(scope="session")
def api(target: ContractTarget) -> Iterator[ApiSession]:
    with target.api() as api:
        yield api


@pytest.fixture(scope="session")
def people(target: ContractTarget, api: ApiSession) -> People:
    return target.people(api)


@pytest.fixture
def newcomer(api: ApiSession, people: People) -> Iterator[Newcomer]:
    """Creates a person who is confirmed and logged in."""
    came: list[Somebody] = []

    def come() -> Somebody:
        somebody = Somebody(people.an_email())
        people.welcome(somebody.email)
        came.append(api.logged_in(somebody))
        return somebody

    yield come
    for somebody in came:
        api.leave(somebody)


@pytest.fixture
def ada(newcomer: Newcomer) -> Somebody:
    return newcomer()


@pytest.fixture
def eve(newcomer: Newcomer) -> Somebody:
    return newcomer()
