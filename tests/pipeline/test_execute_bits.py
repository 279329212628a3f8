"""Nothing that the pipeline does rests on an execute bit: CodePipeline may lose them."""

from pathlib import Path

from tests.platform.running import copy_of_the_tree

OF_CI = {".ci/run"}  # which the machines of CI call, from a clone of git's


def test_no_file_of_a_commit_is_a_program_but_that_of_ci(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "dwipper", with_tests=True)
    programs = {
        str(path.relative_to(tree))
        for path in tree.rglob("*")
        if path.is_file() and path.stat().st_mode & 0o111
    }

    assert programs <= OF_CI
