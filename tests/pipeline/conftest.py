"""The pipeline of a stack that runs on the laptop's AWS."""

from collections.abc import Iterator

import pytest

from tests.engine.engine import PulumiEngine
from tests.pipeline.world import PACKAGES, ROOT, PipelineWorld, deployed_world
from tools.pulumi.cli import NotInstalledError, pulumi_cli


@pytest.fixture(scope="session")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PipelineWorld]:
    if not all((ROOT / packages).is_dir() for packages in PACKAGES):
        pytest.skip(
            "npm's packages are missing, which the pipeline checks with: `make check`, `make client-check` and"
            " `make frontend-check`"
        )
    try:
        engine = PulumiEngine(pulumi_cli())
    except NotInstalledError as error:
        pytest.skip(str(error))
    with deployed_world(tmp_path_factory.mktemp("pipeline"), engine) as world:
        yield world
