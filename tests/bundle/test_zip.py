"""Lambda's zip is for its architecture, has exactly what the function needs, and does not grow."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from infra.bundle.dependencies import LAMBDA
from tests.bundle.machine import ROOT
from tests.infra.program import program_of

ELF = b"\x7fELF"
AARCH64 = 183  # e_machine: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
FOREIGN = {".dll", ".dylib", ".exe", ".pyd"}
# Lambda takes 50 MB zipped and 250 MB unpacked: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
# Slightly above the current sizes: each megabyte makes cold starts longer.
ZIPPED, UNPACKED = 7_200_000, 17_500_000
# The header of bytecode: https://peps.python.org/pep-0552/; 3.13's number is in CPython's pycore_magic_number.h.
OF_LAMBDAS_PYTHON = (3571).to_bytes(2, "little") + b"\r\n"
NEVER_COMPARED = (0b01).to_bytes(4, "little")


@pytest.fixture
def archive(lambda_zip: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(lambda_zip) as archive:
        yield archive


def compiled(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Returns the files with machine code, detected by content, and their headers."""
    headers = {name: archive.read(name)[:20] for name in archive.namelist()}
    return {name: header for name, header in headers.items() if header.startswith(ELF)}


def test_all_machine_code_is_for_arm64_and_pythons_version_of_lambda(archive: zipfile.ZipFile) -> None:
    files = compiled(archive)

    assert {int.from_bytes(header[18:20], "little") for header in files.values()} == {AARCH64}
    assert {name.partition(".")[2] for name in files} == {"cpython-313-aarch64-linux-gnu.so"}


def test_every_file_named_as_machine_code_is_machine_code(archive: zipfile.ZipFile) -> None:
    suffixes = {name: PurePosixPath(name).suffix for name in archive.namelist()}

    assert {name for name, suffix in suffixes.items() if suffix == ".so"} == set(compiled(archive))
    assert FOREIGN.isdisjoint(suffixes.values())


def test_the_zip_is_built_for_the_functions_architecture() -> None:
    functions = program_of("dev", bundleDependencies=False).all("lambda/function:Function")

    assert {one.inputs["runtime"] for one in functions} == {f"python{LAMBDA.python}"}
    assert [one.inputs["architectures"] for one in functions] == [["arm64"]] * len(functions)


def test_lambdas_zip_differs_from_the_local_one_only_in_machine_code_and_bytecode(
    archive: zipfile.ZipFile, this_zip: Path
) -> None:
    with zipfile.ZipFile(this_zip) as here:
        files = set(archive.namelist()) ^ set(here.namelist())

    assert {PurePosixPath(name).suffix for name in files} <= {".pyc", ".so"}


def test_all_bytecode_is_for_lambdas_python_and_unchecked(
    archive: zipfile.ZipFile,
) -> None:
    bytecode = [name for name in archive.namelist() if name.endswith(".pyc")]

    assert {archive.read(name)[:8] for name in bytecode} == {OF_LAMBDAS_PYTHON + NEVER_COMPARED}


def test_the_app_has_sources_and_bytecode_and_packages_have_only_bytecode(
    archive: zipfile.ZipFile,
) -> None:
    paths = [PurePosixPath(name) for name in archive.namelist()]
    sources = [path for path in paths if path.suffix == ".py"]
    bytecode = {path.parent / "__pycache__" / f"{path.stem}.cpython-313.pyc" for path in sources}

    assert {path.parts[0] for path in sources} == {"webapp"}
    assert {path for path in paths if "__pycache__" in path.parts} == bytecode


def test_bytecode_contains_no_folder_of_the_build_machine(archive: zipfile.ZipFile) -> None:
    code = archive.read("webapp/__pycache__/handler.cpython-313.pyc")

    assert b"/var/task/webapp/handler.py" in code
    assert str(ROOT).encode() not in code


def test_it_has_no_files_for_installers_or_developers(archive: zipfile.ZipFile) -> None:
    paths = [PurePosixPath(name) for name in archive.namelist()]

    assert {path.name for path in paths if path.parts[0].endswith(".dist-info")} == {"METADATA"}
    assert not [path for path in paths if path.suffix in {".pyi", ".po", ".mo"}]
    assert {"bin", "boto3", "infra", "localcloud", "pip", "pulumi", "tests"}.isdisjoint(
        path.parts[0] for path in paths
    )


def test_its_size_has_not_grown(archive: zipfile.ZipFile, lambda_zip: Path) -> None:
    assert lambda_zip.stat().st_size < ZIPPED
    assert sum(entry.file_size for entry in archive.infolist()) < UNPACKED
