"""An edit of the page's source is in the browser after a reload, while the platform runs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import PATIENCE, Chromium
from tests.platform.running import ROOT, RunningPlatform, copy_of_the_tree, eventually

PACKAGES = Path("frontend", "node_modules")
SOURCE = Path("frontend", "src")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    """A platform whose page may be edited."""
    if shutil.which("node") is None or not (ROOT / PACKAGES).is_dir():
        pytest.skip("the page's packages are not installed, so its build is not tried: run `make frontend`")
    tree = copy_of_the_tree(tmp_path_factory.mktemp("edited") / "dwipper")
    (tree / PACKAGES).symlink_to(ROOT / PACKAGES)
    with RunningPlatform(tree) as platform:
        yield platform


@pytest.fixture
def page(chromium: Chromium, edited: RunningPlatform) -> Iterator[Page]:
    with chromium.new_context(base_url=f"http://localhost:{edited.port}") as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/")
        page.get_by_role("heading", level=1).wait_for()
        yield page


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        (
            "pages/landing.tsx",
            "Good ideas arrive wet.",
            "Edited.",
            "document.body.innerText.includes('Edited.')",
        ),
        (
            "index.html",
            '<html lang="en">',
            '<html lang="en-GB">',
            "document.documentElement.lang === 'en-GB'",
        ),
        (
            *("style/pages.css", ".landing {", ".landing { scroll-margin: 7px;"),
            "getComputedStyle(document.querySelector('.landing')).scrollMarginTop === '7px'",
        ),
    ],
    ids=["component", "index", "style"],
)
def test_an_edit_is_in_the_browser_after_a_reload(
    edited: RunningPlatform, page: Page, file: str, old: str, new: str, shown: str
) -> None:
    source, saved = edited.tree / SOURCE / file, edited.tree / "saved"
    text = source.read_text(encoding="utf-8")
    assert old in text
    assert not page.evaluate(shown)

    saved.write_text(text.replace(old, new, 1), encoding="utf-8")
    saved.replace(source)  # as editors save: a build never reads half of a file

    def is_shown() -> bool:
        page.reload()
        page.get_by_role("heading", level=1).wait_for()
        return bool(page.evaluate(shown))

    eventually(is_shown)
