"""The size of a zip is counted by package and by kind."""

import zipfile
from pathlib import Path

import pytest

from bench.size import APP, Weight, Weights, by_kind, by_package, weights_of

FILES = {
    "webapp/api.py": b"a" * 100,
    "openapi.json": b"b" * 50,
    "pydantic_core/core.so": b"c" * 400,
    "pydantic_core-2.0.dist-info/METADATA": b"d" * 10,
    "six.py": b"e" * 15,
    "__pycache__/six.cpython-313.pyc": b"f" * 5,
}


@pytest.fixture
def files(tmp_path: Path) -> Weights:
    """Uncompressed, so both sizes are the content's."""
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return weights_of(tmp_path / "one.zip")


def test_a_package_is_its_folder_and_its_metadata(files: Weights) -> None:
    assert by_package(files) == {
        "pydantic_core": Weight(2, 410, 410),
        APP: Weight(2, 150, 150),
        "six": Weight(2, 20, 20),
    }


def test_the_heaviest_comes_first(files: Weights) -> None:
    assert list(by_package(files)) == ["pydantic_core", APP, "six"]
    assert list(by_kind(files)) == [".so", ".py", ".json", "without a suffix", ".pyc"]


def test_every_package_is_counted(files: Weights) -> None:
    for groups in (by_package(files), by_kind(files)):
        assert sum(one.unpacked for one in groups.values()) == 580
