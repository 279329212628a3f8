"""The app's packages are Lambda's, not this machine's; here they are wheels in a folder, for want of a network."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra import dependencies
from infra.dependencies import LAMBDA, DependenciesError, Target, install_dependencies

TAG = "cp313-cp313-manylinux_2_17_aarch64"


def make_wheel(folder: Path, tag: str, *files: str) -> Path:
    info = "thing-1.0.dist-info"
    path = folder / f"thing-1.0-{tag}.whl"
    contents = dict.fromkeys(files, "")
    contents[f"{info}/METADATA"] = "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n"
    contents[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
    contents[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*contents, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in contents.items():
            wheel.writestr(name, content)
    return path


def make_tree(folder: Path, wheel: Path) -> Path:
    (folder / "webapp").mkdir()
    (folder / "webapp" / "requirements.txt").write_text(f"thing @ {wheel.as_uri()}\n")
    (folder / "constraints.txt").touch()
    return folder


def test_wheels_of_lambdas_processor_and_python_are_taken(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, TAG, "thing/__init__.py"))

    assert set(install_dependencies(tree, LAMBDA)) == {"thing/__init__.py", "thing-1.0.dist-info/METADATA"}


@pytest.mark.parametrize(
    "tag",
    [
        "cp313-cp313-manylinux_2_17_x86_64",
        "cp311-cp311-manylinux_2_17_aarch64",
        "cp313-cp313-macosx_11_0_arm64",
    ],
)
def test_wheels_of_another_machine_are_refused_in_one_line(tmp_path: Path, tag: str) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, tag, "thing/__init__.py"))

    with pytest.raises(
        DependenciesError, match=r"^the function's packages could not be installed.*thing"
    ) as told:
        install_dependencies(tree, LAMBDA)

    assert "\n" not in str(told.value)


def test_a_missing_uv_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_there() -> str:
        raise FileNotFoundError("not in any of\nmany folders")

    monkeypatch.setattr(dependencies, "find_uv_bin", not_there)

    with pytest.raises(DependenciesError, match=r"^uv is not installed.*make"):
        install_dependencies(make_tree(tmp_path, make_wheel(tmp_path, TAG)), LAMBDA)


def test_a_failed_installation_is_not_taken_for_a_good_one_the_next_time(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, tmp_path / "missing-1.0-py3-none-any.whl")

    for _ in range(2):
        with pytest.raises(DependenciesError):
            install_dependencies(tree, LAMBDA)


def test_packages_are_fetched_once_for_the_same_pins(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, TAG, "thing/__init__.py")
    tree = make_tree(tmp_path, wheel)
    before = install_dependencies(tree, LAMBDA)

    wheel.unlink()

    assert install_dependencies(tree, LAMBDA) == before


def test_changed_pins_are_fetched_anew(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, TAG, "thing/__init__.py")
    tree = make_tree(tmp_path, wheel)
    install_dependencies(tree, LAMBDA)

    wheel.unlink()
    (tree / "constraints.txt").write_text("thing==1.0\n")

    with pytest.raises(DependenciesError):
        install_dependencies(tree, LAMBDA)


def test_each_target_has_packages_of_its_own(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, "py3-none-any", "thing/__init__.py"))
    lambdas = install_dependencies(tree, LAMBDA)

    others = install_dependencies(tree, Target(platform="x86_64-manylinux_2_34", python="3.11"))

    assert set(others) == set(lambdas)
    assert set(others.values()).isdisjoint(lambdas.values())


def test_builds_at_the_same_time_get_the_same_packages_and_leave_no_draft(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, TAG, "thing/__init__.py"))

    with ThreadPoolExecutor(4) as builders:
        installed = list(builders.map(install_dependencies, [tree] * 4, [LAMBDA] * 4))

    assert installed == [install_dependencies(tree, LAMBDA)] * 4
    assert len(list((tree / "build").iterdir())) == 1


def test_of_botocores_services_only_those_in_use_are_kept(tmp_path: Path) -> None:
    data = ["endpoints.json", "dynamodb/2012-08-10/service-2.json.gz", "ec2/2016-11-15/service-2.json.gz"]
    wheel = make_wheel(tmp_path, TAG, *(f"botocore/data/{name}" for name in data))

    names = set(install_dependencies(make_tree(tmp_path, wheel), LAMBDA))

    assert {name for name in names if name.startswith("botocore/")} == {
        "botocore/data/endpoints.json",
        "botocore/data/dynamodb/2012-08-10/service-2.json.gz",
    }
