"""The commands read a stack's file like the program does."""

from pathlib import Path

import pytest

from ops.stack import load_stack


@pytest.mark.parametrize("written", ["5", '"5"', "'5'"])
def test_a_number_is_the_same_in_quotes(tree: Path, written: str) -> None:
    """`pulumi config set` writes quotes."""
    with (tree / "Pulumi.dev.yaml").open("a") as file:
        file.write(f"  dwipper:canaryMinutes: {written}\n")

    assert load_stack(tree, "dev").number("canaryMinutes", 0) == 5
