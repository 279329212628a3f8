"""The laptop's API, and trees for further platforms."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.api import LaptopApi, Somebody
from tests.platform.running import RunningPlatform, copy_of_the_tree


@pytest.fixture
def own_tree(tmp_path: Path) -> Path:
    """A tree for another platform, without the demo."""
    tree = copy_of_the_tree(tmp_path / "dwipper")
    (tree / ".local").mkdir(mode=0o700)
    (tree / ".local" / "seeded").touch()
    return tree


@pytest.fixture
def api(platform: RunningPlatform) -> Iterator[LaptopApi]:
    with LaptopApi(platform.outputs) as api:
        yield api


@pytest.fixture
def ada(api: LaptopApi) -> Somebody:
    """A new person, confirmed and logged in."""
    return api.somebody()
