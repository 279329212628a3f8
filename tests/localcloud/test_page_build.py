"""An edit of the page is built while the platform runs. A script of the same name stands for the page's build."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from localcloud.page_build import build_on_change, can_build

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no node on the PATH")
COPIES = """
import { readFileSync, writeFileSync } from "node:fs";
writeFileSync("dist/index.html", readFileSync("src/page.txt"));
"""


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    for name in ("build", "dist", "node_modules", "public", "src"):
        (tmp_path / name).mkdir()
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "build" / "write.js").write_text(COPIES)
    return tmp_path


def edit_until(frontend: Path, done: Callable[[], bool], seconds: float = 60) -> None:
    """Saves the page's source until something has happened. Raises TimeoutError."""

    async def run() -> None:
        building = asyncio.create_task(build_on_change(frontend))
        try:
            async with asyncio.timeout(seconds):
                while not done():
                    # As editors save: a build never reads half of a file.
                    (frontend / "saved").write_text("new")
                    (frontend / "saved").replace(frontend / "src" / "page.txt")
                    await asyncio.sleep(0.1)
        finally:
            building.cancel()
            with suppress(asyncio.CancelledError):
                await building

    asyncio.run(run())


@needs_node
def test_an_edit_is_built(frontend: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed: list[str] = []

    def is_printed() -> bool:
        printed.append(capsys.readouterr().out)
        return "the page is built in " in "".join(printed)

    edit_until(frontend, is_printed)

    assert (frontend / "dist" / "index.html").read_text() == "new"


@needs_node
def test_the_builds_error_is_printed(frontend: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (frontend / "build" / "write.js").write_text('console.error("page.tsx:3: unexpected"); process.exit(1);')
    printed: list[str] = []

    def is_printed() -> bool:
        printed.append(capsys.readouterr().err)
        return "the page is not built: page.tsx:3: unexpected\n" in "".join(printed)

    edit_until(frontend, is_printed)


@needs_node
def test_without_packages_an_edit_prints_how_to_install_them_and_the_next_edit_is_built(
    frontend: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (frontend / "node_modules").rmdir()
    assert not can_build(frontend)
    printed: list[str] = []
    built = frontend / "dist" / "index.html"

    def is_built_after_it_was_printed() -> bool:
        printed.append(capsys.readouterr().err)
        if "the page is not built: run `make frontend` once" in "".join(printed):
            (frontend / "node_modules").mkdir(exist_ok=True)
        return built.exists()

    edit_until(frontend, is_built_after_it_was_printed)
