"""The same tree builds the same zip anywhere. Only the first build needs a network."""

import hashlib
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.bundle.build import bundle
from infra.bundle.dependencies import LAMBDA, DependenciesError
from tests.bundle.machine import copy_of_what_is_built


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Path]:
    """A copy, removed at the end: pytest would keep it."""
    tree = copy_of_what_is_built(tmp_path / "tree")
    yield tree
    shutil.rmtree(tree)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A proxy that refuses every connection of uv."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{taken.getsockname()[1]}")
            monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.setenv("UV_HTTP_RETRIES", "0")
        for name in ("no_proxy", "NO_PROXY", "UV_OFFLINE"):
            monkeypatch.delenv(name, raising=False)
        yield


@pytest.fixture
def no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """uv has an empty cache."""
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.usefixtures("no_network")
def test_two_copies_of_the_tree_build_the_same_bytes_and_the_second_needs_no_network(
    lambda_zip: Path, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")

    assert digest(bundle(tree, LAMBDA)) == digest(lambda_zip)


@pytest.mark.usefixtures("no_network", "no_cache")
def test_a_second_build_of_a_tree_needs_no_network(lambda_zip: Path) -> None:
    before = digest(lambda_zip)

    assert digest(bundle(lambda_zip.parents[1], LAMBDA)) == before


@pytest.mark.usefixtures("no_network", "no_cache")
def test_a_first_build_without_a_network_says_what_is_missing_and_leaves_nothing(tree: Path) -> None:
    with pytest.raises(
        DependenciesError, match=r"^the function's packages .* is the network there\?"
    ) as raised:
        bundle(tree, LAMBDA)

    assert "\n" not in str(raised.value)
    assert list((tree / "build").iterdir()) == []
