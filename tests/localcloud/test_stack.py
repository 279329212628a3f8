from pathlib import Path

import pytest

from localcloud.errors import LocalCloudError
from localcloud.stack import load_stack


def write(root: Path, *, project: str = "name: dwipper\n", stack: str) -> None:
    (root / "Pulumi.yaml").write_text(project)
    (root / "Pulumi.local.yaml").write_text(stack)


def test_a_stack_is_read_from_its_two_files(tmp_path: Path) -> None:
    write(tmp_path, stack="config:\n  aws:region: eu-west-1\n  dwipper:feedShards: 1\n")

    stack = load_stack(tmp_path)

    assert (stack.project, stack.name, stack.region) == ("dwipper", "local", "eu-west-1")
    assert stack.config["dwipper:feedShards"] == 1


def test_invalid_yaml_is_reported_with_its_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, stack="config:\n  aws:region: [eu-west-1\n")

    with pytest.raises(LocalCloudError, match=r"Pulumi\.local\.yaml is not valid YAML \(line 3, column 1\)"):
        load_stack(tmp_path)


def test_a_missing_file_is_reported_with_how_to_restore_it(tmp_path: Path) -> None:
    with pytest.raises(LocalCloudError, match=r"Pulumi\.yaml is missing: restore it with `git checkout"):
        load_stack(tmp_path)


@pytest.mark.parametrize("stack", ["", "config:\n", "config:\n  dwipper:feedShards: 1\n", "- a list\n"])
def test_a_missing_region_is_reported_with_what_to_add(tmp_path: Path, stack: str) -> None:
    write(tmp_path, stack=stack)

    with pytest.raises(LocalCloudError, match=r"Pulumi\.local\.yaml"):
        load_stack(tmp_path)
