"""Every alarm's runbook exists, and so does everything that it says to run or to set."""

import re
from pathlib import Path

import jmespath  # type: ignore[import-untyped]
import pytest

from infra.tables import TABLES
from tests.infra.program import ROOT
from tests.infra.watch.commands import aws_commands, is_known, reads_one_page, unknown_fields
from tests.infra.watch.matrix.events import events
from tests.infra.watch.page import PAGE, page
from tests.infra.watch.stacks import STACKS, stack_named

FOLDER = ROOT / "docs" / "runbooks"
INDEX = FOLDER / "README.md"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path != INDEX)
RESTORE = ROOT / "docs" / "restore.md"
WITH_COMMANDS = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "decisions")
SECTIONS = ["Look first", "Causes, and what to do", "Over when"]
STACK = "staging"


def named() -> set[str]:
    """Returns the runbooks that alarms and events link."""
    stacks = [stack_named(name) for name in STACKS]
    return {alarm.runbook for stack in stacks for alarm in stack.alarms.values()} | {
        event.runbook for stack in stacks for event in events(stack)
    }


def test_every_alarm_has_a_runbook_and_every_runbook_an_alarm() -> None:
    assert {path.stem for path in PAGES} == named()


def test_the_index_lists_every_runbook_with_its_alarms() -> None:
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
def test_a_runbook_says_what_to_check_what_to_do_and_when_it_is_over(path: Path) -> None:
    text = path.read_text()

    assert text.startswith(f"# {path.stem}: ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert list(aws_commands(text)) or "# /" in text


@pytest.mark.parametrize("path", [INDEX, *PAGES], ids=lambda path: path.stem)
def test_the_logs_and_resources_in_a_runbook_are_created_by_the_program(path: Path) -> None:
    text, stack = path.read_text().replace("$STACK", STACK), stack_named(STACK)
    names = {one.name for one in stack.program.registered}

    assert set(re.findall(rf"(?:/aws/vendedlogs)?/dwipper/{STACK}/\w+", text)) <= set(stack.log_groups)
    for prefix in re.findall(
        rf"'?\"?dwipper-{STACK}-([\w-]+)-(?=['\"`])",
        text.replace("$1", "api"),
    ):
        assert any(name == prefix or name.startswith(f"{prefix}-") for name in names)


@pytest.mark.parametrize("path", [INDEX, *PAGES], ids=lambda path: path.stem)
def test_the_settings_in_a_runbook_exist(path: Path) -> None:
    settings = (ROOT / "docs" / "settings.md").read_text()

    for name in re.findall(r"`dwipper:(\w+)`", path.read_text()):
        assert f"| `dwipper:{name}` |" in settings


@pytest.mark.parametrize("path", [INDEX, *PAGES, RESTORE], ids=lambda path: path.stem)
def test_the_variables_in_a_runbook_are_set_there_or_in_the_index(path: Path) -> None:
    """At three in the morning nobody guesses what `$TABLE` means."""
    text, first = path.read_text(), INDEX.read_text()
    given = set(re.findall(r"(?:^|export | )([A-Z_]+)=", first + text, re.MULTILINE))
    functions = set(re.findall(r"^ *(\w+)\(\) \{", first + text, re.MULTILINE))

    assert set(re.findall(r"\$\{?([A-Z_]+)", text)) <= given
    assert set(re.findall(r"\$\((\w+)", text)) <= functions | {"aws", "make"}
    assert set(re.findall(r"(?:`|^ *)(pulumi) ", text, re.MULTILINE)) <= functions


def test_a_runbooks_table_is_the_one_that_the_functions_use() -> None:
    """After a restore the old table is still there."""
    (query,) = re.findall(r'^table\(\) .* --query "(.+)" --output', INDEX.read_text(), re.MULTILINE)
    program = stack_named(STACK).program
    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]
    for name in TABLES:
        asked = query.replace("\\", "").replace("$1", name.upper())
        found = jmespath.search(asked, {"Environment": {"Variables": variables}})
        assert found == program.one("dynamodb/table:Table", f"storage-{name}").outputs["name"]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda path: path.stem)
def test_the_aws_commands_of_a_page_exist(path: Path) -> None:
    assert not [words for words in aws_commands(path.read_text()) if not is_known(words)]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda path: path.stem)
def test_the_aws_commands_of_a_page_query_fields_that_exist(path: Path) -> None:
    assert not [words for words in aws_commands(path.read_text()) if unknown_fields(words)]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda path: path.stem)
def test_the_aws_commands_of_a_page_print_one_result_however_long_the_list_is(path: Path) -> None:
    assert not [words for words in aws_commands(path.read_text()) if not reads_one_page(words)]


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("lambda get-alias --function-name f --name live --output text", True),
        ("lambda get-alias --function f", False),
        ("lambda get-aliases", False),
        ("lamda get-alias", False),
        ("logs tail /group --since 1h", True),
        ("logs tail /group --until 1h", False),
        ("sso login --profile one", True),
        ("sso login --force", False),
    ],
)
def test_an_unknown_aws_command_is_found(command: str, known: bool) -> None:
    assert is_known(command.split()) is known


def test_a_command_over_two_lines_is_found_whole() -> None:
    page = "```sh\naws lambda get-alias \\\n  --function f\n```\n"

    assert [*aws_commands(page)] == [["lambda", "get-alias", "--function", "f"]]


@pytest.mark.parametrize(
    ("command", "unknown"),
    [
        ("lambda get-alias --query FunctionVersion", set()),
        ("lambda get-alias --query Version", {"Version"}),
        ("sqs get-queue-attributes --query Attributes.QueueArn", set()),
        ('lambda get-function-configuration --query Environment.Variables."$1_TABLE"', set()),
    ],
)
def test_an_unknown_field_is_found(command: str, unknown: set[str]) -> None:
    assert unknown_fields(command.split()) == unknown


@pytest.mark.parametrize(
    ("command", "one"),
    [
        ("deploy list-deployments --query deployments[0] --output text", False),
        ("deploy list-deployments --query deployments[0] --output text --no-paginate", True),
        ("deploy list-deployments --query deployments[0]", True),
        ("codepipeline get-pipeline-state --query stageStates[0].stageName --output text", True),
    ],
)
def test_a_query_of_each_page_is_found(command: str, one: bool) -> None:
    assert reads_one_page(command.split()) is one


@pytest.mark.parametrize("path", [PAGE, INDEX, *PAGES], ids=lambda path: path.stem)
def test_the_links_in_a_runbook_work(path: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text()):
        assert (path.parent / target).is_file(), target


def test_the_page_of_alarms_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "run `make alarms`"
