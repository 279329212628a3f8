"""The code and the pages do not use words that CONTRIBUTING.md, "How to write", replaces by plain ones."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bench", "clients", "docs", "frontend", "infra", "localcloud", "ops", "tests", "tools", "webapp")
KINDS = ("*.py", "*.md", "*.ts", "*.tsx", "*.css", "*.html")
RULE = {ROOT / "CONTRIBUTING.md", Path(__file__).resolve()}
FICTION = {ROOT / "localcloud" / "demo" / "thoughts.py"}
HISTORY = {ROOT / "CHANGELOG.md", *(ROOT / "docs" / "decisions").glob("*.md")}
WORDS = re.compile(
    r"\b(anew|amid|alike|beside|told|tells? (whether|of|nobody|nothing)|(that|which) (is|are) none)\b",
    re.IGNORECASE,
)


def pages(folder: str) -> set[Path]:
    found = {page for kind in KINDS for page in (ROOT / folder).rglob(kind)}
    return {page for page in found if not {"node_modules", "dist"} & {*page.parts}}


@pytest.mark.parametrize("folder", [".", *FOLDERS])
def test_the_prose_of_a_folder_is_plain(folder: str) -> None:
    checked = {*ROOT.glob("*.md"), *ROOT.glob("*.py"), ROOT / "Makefile"} if folder == "." else pages(folder)
    found = [
        f"{page.relative_to(ROOT)}:{number}: {word[0]}"
        for page in sorted(checked - RULE - FICTION - HISTORY)
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        if (word := WORDS.search(line))
    ]

    assert found == [], "write it in plain words: CONTRIBUTING.md, How to write"
