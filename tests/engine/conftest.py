"""The real Pulumi engine runs this program, with stand-ins for AWS."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.engine import PulumiEngine
from tests.engine.life import Life, live
from tests.engine.stack import SMALL, STACKS, EngineStack
from tools.pulumi.cli import NotInstalledError, pulumi_cli

AT_ONCE = 2


@pytest.fixture(scope="session")
def engine() -> PulumiEngine:
    try:
        return PulumiEngine(pulumi_cli())
    except NotInstalledError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def lives(
    engine: PulumiEngine, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Mapping[str, "Future[Life]"]]:
    """Runs the stacks in parallel with each other and with other tests."""
    with ThreadPoolExecutor(AT_ONCE) as executor:
        yield live(_asked_for(request.session), tmp_path_factory.mktemp("lives"), engine, executor)


@pytest.fixture(params=STACKS)
def life(request: pytest.FixtureRequest, lives: Mapping[str, "Future[Life]"]) -> Life:
    """Returns one stack's."""
    return lives[request.param].result()


@pytest.fixture
def stack_of(engine: PulumiEngine, tmp_path: Path) -> Callable[..., EngineStack]:
    """Creates a stack without resources, with some settings changed, which only this test uses."""

    def create(name: str, **settings: str) -> EngineStack:
        return EngineStack.create(tmp_path, name, engine, settings)

    return create


@pytest.fixture(scope="session")
def _small(engine: PulumiEngine, tmp_path_factory: pytest.TempPathFactory) -> EngineStack:
    stack = EngineStack.create(tmp_path_factory.mktemp("small"), "dev", engine, {**SMALL, "protect": "true"})
    stack.up()
    return stack


@pytest.fixture
def small(_small: EngineStack, tmp_path: Path) -> EngineStack:
    """A protected stack with the resources of the API, which only this test uses."""
    return _small.copy(tmp_path / "small")


def _asked_for(session: pytest.Session) -> set[str]:
    functions = [item for item in session.items if isinstance(item, pytest.Function)]
    return {str(item.callspec.params["life"]) for item in functions if "life" in item.fixturenames}
