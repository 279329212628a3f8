"""The check and the release, as make calls them, in a separate tree."""

import json
from pathlib import Path

import pytest

from tools.contract.__main__ import CONTRACT, RELEASED, main

HEALTH = {"operationId": "get_health", "responses": {"200": {}}}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose contract is the released one."""
    (tmp_path / RELEASED).parent.mkdir(parents=True)
    write(tmp_path / RELEASED, {"/health": {"get": HEALTH}})
    write(tmp_path / CONTRACT, {"/health": {"get": HEALTH}})
    return tmp_path


def write(file: Path, paths: dict[str, object]) -> None:
    file.write_text(json.dumps({"info": {"version": "1.0.0"}, "paths": paths}), encoding="utf-8")


def test_a_compatible_contract_passes_silently(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], tree)

    assert capsys.readouterr() == ("", "")


def test_a_broken_contract_fails_and_names_the_page_that_helps(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tree / CONTRACT, {})

    with pytest.raises(SystemExit, match=r"breaks clients of release 1\.0\.0: see docs/contract/README\.md"):
        main([], tree)
    assert capsys.readouterr().out == (
        "breaking: get_health (GET /health): the operation is gone: bring it back\n"
    )


def test_a_release_becomes_the_new_reference(tree: Path) -> None:
    write(tree / CONTRACT, {})

    main(["--release"], tree)

    main([], tree)
