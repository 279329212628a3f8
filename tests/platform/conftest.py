"""Trees for further platforms."""

from pathlib import Path

import pytest

from tests.platform.running import copy_of_the_tree


@pytest.fixture
def own_tree(tmp_path: Path) -> Path:
    """A tree for another platform, without the demo."""
    tree = copy_of_the_tree(tmp_path / "dwipper")
    (tree / ".local").mkdir(mode=0o700)
    (tree / ".local" / "seeded").touch()
    return tree
