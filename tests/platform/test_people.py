"""The contract suite's people on a deployed stack: the operator creates them, here in the emulator's user pool."""

from collections.abc import Iterator

import pytest

from tests.contract.api import PASSWORD, ApiSession, Somebody
from tests.contract.people import PoolPeople
from tests.contract.target import ContractTarget
from tests.platform.running import RunningPlatform


@pytest.fixture
def target(platform: RunningPlatform, monkeypatch: pytest.MonkeyPatch) -> ContractTarget:
    """Returns the target of `make contract OUTPUTS=…`."""
    monkeypatch.delenv("DWIPPER_URL", raising=False)
    monkeypatch.setenv("DWIPPER_OUTPUTS", str(platform.tree / ".local" / "outputs.json"))
    given = ContractTarget.given()
    assert given
    return given


@pytest.fixture
def stack(target: ContractTarget) -> Iterator[ApiSession]:
    with target.api() as api:
        yield api


def test_given_outputs_are_used_to_find_the_platform(
    platform: RunningPlatform, target: ContractTarget
) -> None:
    assert target.url == platform.outputs["api_url"]
    assert isinstance(target.people(target.api()), PoolPeople)


def test_a_person_created_by_the_operator_can_log_in(target: ContractTarget, stack: ApiSession) -> None:
    people = target.people(stack)
    somebody = Somebody(people.an_email())

    people.welcome(somebody.email)

    assert stack.call("GET", "/me", token=stack.logged_in(somebody).access).json()["email"] == somebody.email


def test_the_operator_confirms_a_registered_person(target: ContractTarget, stack: ApiSession) -> None:
    people = target.people(stack)
    login = {"email": people.an_email(), "password": PASSWORD}
    assert stack.call("POST", "/accounts", {"email": login["email"]}).status_code == 202

    people.confirm(login["email"])

    assert stack.call("POST", "/sessions", login).status_code == 200
