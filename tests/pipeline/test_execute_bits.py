"""The pipeline needs no execute bits: CodePipeline may lose them."""

from pathlib import Path

from tests.platform.running import copy_of_the_tree

OF_CI = {".ci/run"}  # which the machines of CI call, from a clone of git's


def test_only_the_ci_script_is_executable(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "dwipper", with_tests=True)
    programs = {
        str(path.relative_to(tree))
        for path in tree.rglob("*")
        if path.is_file() and path.stat().st_mode & 0o111
    }

    assert programs <= OF_CI
