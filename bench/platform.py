"""A copy of the project, in which a measurement runs the platform."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.platform.running import copy_of_the_tree

__all__ = ["copied_tree"]


@contextmanager
def copied_tree() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield copy_of_the_tree(Path(folder).resolve() / "dwipper")
