"""An alarm's runbook is there, and what it says to run and to set is there too."""

import re
from pathlib import Path

import pytest

from tests.infra.program import ROOT
from tests.infra.watching.commands import aws_commands, is_known
from tests.infra.watching.matrix.events import events
from tests.infra.watching.page import PAGE, page
from tests.infra.watching.stacks import STACKS, stack_named

FOLDER = ROOT / "docs" / "runbooks"
INDEX = FOLDER / "README.md"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path != INDEX)
RESTORE = ROOT / "docs" / "restore.md"
SECTIONS = ["Look first", "Causes, and what to do", "Over when"]
STACK = "staging"


def named() -> set[str]:
    """The runbooks that alarms and events link."""
    stacks = [stack_named(name) for name in STACKS]
    return {alarm.runbook for stack in stacks for alarm in stack.alarms.values()} | {
        event.runbook for stack in stacks for event in events(stack)
    }


def test_every_alarm_has_its_page_and_every_page_an_alarm() -> None:
    assert {path.stem for path in PAGES} == named()


def test_the_index_has_every_page_with_the_alarms_that_link_it() -> None:
    rows = dict(re.findall(r"^\| \[([\w-]+)\]\(\1\.md\) \| (.+?) \|", INDEX.read_text(), re.MULTILINE))

    assert rows.keys() == named()
    for alarm in stack_named("prod by SES").alarms.values():
        name = (
            re.sub(r"^\w+-(throttles|errors)$", r"<table>-\1", alarm.name)
            if "table" in alarm.runbook
            else alarm.name
        )
        assert f"`{name}`" in rows[alarm.runbook]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_to_look_at_what_to_do_and_when_it_is_over(path: Path) -> None:
    text = path.read_text()

    assert text.startswith(f"# {path.stem}: ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert list(aws_commands(text)) or "# /" in text


@pytest.mark.parametrize("path", [INDEX, *PAGES], ids=lambda path: path.stem)
def test_the_logs_and_resources_that_a_page_names_are_made_by_the_program(path: Path) -> None:
    text, stack = path.read_text().replace("$STACK", STACK), stack_named(STACK)
    names = {one.name for one in stack.program.registered}

    assert set(re.findall(rf"(?:/aws/vendedlogs)?/dwipper/{STACK}/\w+", text)) <= set(stack.log_groups)
    for prefix in re.findall(
        rf"'?\"?dwipper-{STACK}-([\w-]+)-(?=['\"`])",
        text.replace("storage-$1", "storage-dwipps").replace("$1", "api"),
    ):
        assert any(name == prefix or name.startswith(f"{prefix}-") for name in names)


@pytest.mark.parametrize("path", [INDEX, *PAGES], ids=lambda path: path.stem)
def test_the_settings_that_a_page_names_are_there(path: Path) -> None:
    settings = (ROOT / "docs" / "settings.md").read_text()

    for name in re.findall(r"`dwipper:(\w+)`", path.read_text()):
        assert f"| `dwipper:{name}` |" in settings


@pytest.mark.parametrize("path", [INDEX, *PAGES, RESTORE], ids=lambda path: path.stem)
def test_what_a_page_uses_is_set_on_it_or_on_the_first_page(path: Path) -> None:
    """At three in the morning nobody guesses what `$TABLE` was meant to be."""
    text, first = path.read_text(), INDEX.read_text()
    given = set(re.findall(r"(?:^|export | )([A-Z_]+)=", first + text, re.MULTILINE))
    functions = set(re.findall(r"^ *(\w+)\(\) \{", first + text, re.MULTILINE))

    assert set(re.findall(r"\$\{?([A-Z_]+)", text)) <= given
    assert set(re.findall(r"\$\((\w+)", text)) <= functions | {"aws", "make"}


@pytest.mark.parametrize("path", [INDEX, *PAGES, RESTORE], ids=lambda path: path.stem)
def test_aws_knows_the_commands_of_a_page(path: Path) -> None:
    assert not [words for words in aws_commands(path.read_text()) if not is_known(words)]


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("lambda get-alias --function-name f --name live --output text", True),
        ("lambda get-alias --function f", False),
        ("lambda get-aliases", False),
        ("logs tail /group --since 1h", True),
        ("logs tail /group --until 1h", False),
    ],
)
def test_a_command_that_aws_does_not_know_would_be_found(command: str, known: bool) -> None:
    assert is_known(command.split()) is known


@pytest.mark.parametrize("path", [PAGE, INDEX, *PAGES], ids=lambda path: path.stem)
def test_the_pages_that_a_page_links_are_there(path: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text()):
        assert (path.parent / target).is_file(), target


def test_the_page_of_alarms_is_what_the_faults_and_the_alarms_say() -> None:
    assert PAGE.read_text() == page(), "write it anew: make alarms"
