"""The zip has exactly what the function needs, and the same files make the same zip."""

import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.bundle.build import bundle


def make_tree(folder: Path) -> Path:
    for name in (
        "webapp/handler.py",
        "webapp/docs/page/docs.js",
        "webapp/__pycache__/handler.pyc",
        "openapi.json",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (folder / "webapp" / "requirements.txt").write_text("django")
    (folder / "tests").mkdir()
    (folder / "tests" / "test_x.py").touch()
    return folder


def test_the_zip_holds_the_app_and_its_contract(tmp_path: Path) -> None:
    path = bundle(make_tree(tmp_path), None)

    assert path == tmp_path / "build" / "app.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["openapi.json", "webapp/docs/page/docs.js", "webapp/handler.py"]
        assert archive.read("webapp/handler.py") == b"webapp/handler.py"


def test_the_files_in_the_zip_are_readable(tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle(make_tree(tmp_path), None)) as archive:
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_the_same_files_make_the_same_bytes_regardless_of_time_and_order(
    tmp_path: Path,
) -> None:
    first = make_tree(tmp_path)
    before = bundle(first, None).read_bytes()
    os.utime(first / "openapi.json", (0, 0))
    (first / "webapp" / "handler.py").chmod(0o600)

    assert bundle(first, None).read_bytes() == before


def test_a_changed_line_makes_another_zip(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    before = bundle(tree, None).read_bytes()

    (tree / "webapp" / "handler.py").write_text("changed")

    assert bundle(tree, None).read_bytes() != before


def test_concurrent_builds_make_one_complete_zip_and_leave_no_draft(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    alone = bundle(tree, None).read_bytes()

    with ThreadPoolExecutor(8) as builders:
        paths = set(builders.map(bundle, [tree] * 64, [None] * 64))

    assert {path.read_bytes() for path in paths} == {alone}
    assert list((tree / "build").iterdir()) == list(paths)
