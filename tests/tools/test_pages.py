"""Links and names in the pages exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = [
    *ROOT.glob("*.md"),
    ROOT / "llms.txt",
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "clients").glob("*/*.md"),
]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")


def anchors(page: Path) -> set[str]:
    """Returns the anchors that GitHub makes of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> Iterator[str]:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        linked = (page.parent / target).resolve() if target else page
        if not linked.exists():
            yield target
        elif anchor and linked.suffix == ".md" and anchor not in anchors(linked):
            yield f"{target}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_work(page: Path) -> None:
    assert list(broken(page)) == []


COMMANDS = [page for page in PAGES if page.parent.name != "decisions"]  # written at a point in time
BLOCK = re.compile(r"^ *```(?:sh|bash|console)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SET = re.compile(r"(?:^|[\s;(&|])(?:export )?([A-Za-z_]\w*)=|\bfor (\w+) in\b")
OF_EVERY_SHELL = {"HOME", "PATH", "PWD"}
RUNBOOKS = ROOT / "docs" / "runbooks"  # their variables are set in the index, and they have their own test


def blocks(page: Path) -> list[str]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def set_by(text: str) -> set[str]:
    return {name for found in SET.findall(text) for name in found if name}


def never_set(page: Path) -> Iterator[str]:
    known = OF_EVERY_SHELL
    for line in "".join(blocks(page)).splitlines():
        known = known | set_by(line)
        yield from (name for name in re.findall(r"\$\{?([A-Za-z_]\w*)", line) if name not in known)


@pytest.mark.parametrize(
    "page", [one for one in COMMANDS if one.parent != RUNBOOKS], ids=lambda page: str(page.relative_to(ROOT))
)
def test_variables_of_a_pages_commands_are_set_by_an_earlier_line(page: Path) -> None:
    assert list(never_set(page)) == []


@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_whose_commands_call_pulumi_says_which_one(page: Path) -> None:
    """Most people have only the one that make builds, which is not on the PATH."""
    if re.search(r"^ *pulumi ", "".join(blocks(page)), re.MULTILINE):
        text = page.read_text(encoding="utf-8")
        assert "pulumi() {" in text or "deploy.md#what-you-need)" in text


@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_commands_on_a_page_exist_and_accept_their_arguments(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    taken = set(re.findall(r"\$\$?[({]?([A-Z]+)\b|\b([A-Z]+)=", MAKEFILE))
    inline = re.findall(r"`(make [^`\n]+)`", page.read_text(encoding="utf-8"))
    called = [*inline, *re.findall(r"\bmake .*", "".join(blocks(page)))]
    for call in called:
        words = call.partition("#")[0].split()[1:]
        for word in words:
            if re.fullmatch(r"[a-z][a-z-]*", word):
                assert word in targets, call
            elif name := re.match(r"([A-Z]+)=", word):
                assert name[1] in {one for pair in taken for one in pair} | {"YES"}, call
            elif word not in {"--silent", "…"}:
                break


def test_the_listed_stand_ins_exist() -> None:
    text = (ROOT / "docs" / "stand-ins.md").read_text(encoding="utf-8")

    for path in re.findall(r"`((?:tests|localcloud|webapp|tools)/[\w./*]+)`", text):
        assert list(ROOT.glob(path)), path


def test_every_stand_in_is_listed() -> None:
    """Or a folder that contains it."""
    text = (ROOT / "docs" / "stand-ins.md").read_text(encoding="utf-8")
    listed = re.findall(r"`([\w./]+)`", text)
    for folder in ("bench", "localcloud", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            if re.search(
                r'"""[^"]*[Ss]tands?[ -]in|^class Fake', path.read_text(encoding="utf-8"), re.MULTILINE
            ):
                place = path.relative_to(ROOT).as_posix()
                assert any(place.startswith(one) or f"/{one}" in f"/{place}" for one in listed), place


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))

    assert listed == {page.name for page in folder.glob("0*.md")}
