from collections.abc import Iterator

import pytest

from tests.localcloud.emulator.runner import Runner


@pytest.fixture
def runner() -> Iterator[Runner]:
    with Runner() as runner:
        yield runner
