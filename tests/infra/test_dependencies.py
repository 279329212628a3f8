"""The packages are for Lambda, not for this machine. Here they are wheels in a folder, so no network is needed."""

import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.bundle import bytecode, dependencies
from infra.bundle.bytecode import BytecodeError, compile_to_cache
from infra.bundle.dependencies import LAMBDA, DependenciesError, Target, install_dependencies

PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
ABI = f"cp{sys.version_info[0]}{sys.version_info[1]}"
TAG = f"{ABI}-{ABI}-manylinux_2_17_aarch64"
ARM64 = Target(platform=LAMBDA.platform, python=PYTHON)  # like Lambda's, but compiled by this Python


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


def test_wheels_for_lambdas_processor_and_python_are_accepted(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, TAG, "thing/__init__.py"))

    assert set(install_dependencies(tree, ARM64)) == {
        "thing/__init__.pyc",
        "thing-1.0.dist-info/METADATA",
    }


@pytest.mark.parametrize(
    "tag",
    [
        f"{ABI}-{ABI}-manylinux_2_17_x86_64",
        "cp310-cp310-manylinux_2_17_aarch64",
        f"{ABI}-{ABI}-macosx_11_0_arm64",
    ],
)
def test_wheels_for_another_machine_are_rejected_in_one_line(tmp_path: Path, tag: str) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, tag, "thing/__init__.py"))

    with pytest.raises(
        DependenciesError, match=r"^the function's packages could not be installed.*thing"
    ) as raised:
        install_dependencies(tree, ARM64)

    assert "\n" not in str(raised.value)


def test_a_missing_uv_is_reported_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_there() -> str:
        raise FileNotFoundError("not in any of\nmany folders")

    monkeypatch.setattr(dependencies, "find_uv_bin", not_there)

    with pytest.raises(DependenciesError, match=r"^uv is not installed.*make"):
        install_dependencies(make_tree(tmp_path, make_wheel(tmp_path, TAG)), ARM64)


def test_a_failed_installation_is_not_reused(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, tmp_path / "missing-1.0-py3-none-any.whl")

    for _ in range(2):
        with pytest.raises(DependenciesError):
            install_dependencies(tree, ARM64)


def test_packages_are_fetched_once_for_the_same_pins(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, TAG, "thing/__init__.py")
    tree = make_tree(tmp_path, wheel)
    before = install_dependencies(tree, ARM64)

    wheel.unlink()

    assert install_dependencies(tree, ARM64) == before


def test_changed_pins_are_fetched_again(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, TAG, "thing/__init__.py")
    tree = make_tree(tmp_path, wheel)
    install_dependencies(tree, ARM64)

    wheel.unlink()
    (tree / "constraints.txt").write_text("thing==1.0\n")

    with pytest.raises(DependenciesError):
        install_dependencies(tree, ARM64)


def test_each_target_has_its_own_packages(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, "py3-none-any", "thing/__init__.py"))
    lambdas = install_dependencies(tree, ARM64)

    others = install_dependencies(tree, Target(platform="x86_64-manylinux_2_34", python=PYTHON))

    assert set(others) == set(lambdas)
    assert set(others.values()).isdisjoint(lambdas.values())


def test_concurrent_builds_get_the_same_packages_and_leave_no_draft(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, TAG, "thing/__init__.py"))

    with ThreadPoolExecutor(4) as builders:
        installed = list(builders.map(install_dependencies, [tree] * 4, [ARM64] * 4))

    assert installed == [install_dependencies(tree, ARM64)] * 4
    assert len(list((tree / "build").iterdir())) == 1


def test_packages_that_were_not_compiled_are_not_reused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, "py3-none-any", "thing/__init__.py"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path))

    for _ in range(2):
        with pytest.raises(BytecodeError, match=r"^Python 3\.99, .*`\.venv/bin/uv python install 3\.99`"):
            install_dependencies(tree, Target(platform=LAMBDA.platform, python="3.99"))

    assert list((tree / "build").iterdir()) == []


def test_a_change_of_the_pruning_code_rebuilds_the_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_tree(tmp_path, make_wheel(tmp_path, TAG, "thing/__init__.py"))
    install_dependencies(tree, ARM64)

    changed = tmp_path / "changed.py"
    changed.touch()
    monkeypatch.setattr(bytecode, "__file__", str(changed))
    install_dependencies(tree, ARM64)

    assert len(list((tree / "build").iterdir())) == 2


def test_invalid_code_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "thing.py").write_text("this is invalid Python")

    with pytest.raises(BytecodeError, match=r"^the function's code does not compile: .*thing\.py") as raised:
        compile_to_cache(tmp_path, PYTHON)

    assert "\n" not in str(raised.value)


def test_bytecode_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    made = []
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "thing.py").write_text("def answer() -> int:\n    return 42\n")
        compile_to_cache(folder, PYTHON)
        made.append(next(folder.rglob("*.pyc")).read_bytes())

    assert made[0] == made[1]
