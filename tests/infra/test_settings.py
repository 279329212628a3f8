"""A stack's settings are complete and typed, or it is told what to do; the page about them is true."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from typing import Any

import pytest
import yaml

from infra.setting import REQUIRED, key_of
from infra.settings import NEEDS, Settings
from tests.infra.program import ROOT, program_of

PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
STACKS = ("dev", "staging", "prod", "local")


WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"feedShards": None},
        "Pulumi.dev.yaml: dwipper:feedShards is missing: put the line `  dwipper:feedShards: 1` under `config:`",
    ),
    (
        {"protect": None},
        "Pulumi.dev.yaml: dwipper:protect is missing: put the line `  dwipper:protect: true`",
    ),
    ({"feedShards": "many"}, "Pulumi.dev.yaml: dwipper:feedShards has the value 'many', which is no int"),
    ({"feedShards": 0}, "Pulumi.dev.yaml: dwipper:feedShards has the value 0, which is less than 1"),
    (
        {"protect": "perhaps"},
        "Pulumi.dev.yaml: dwipper:protect has the value 'perhaps', which is no bool",
    ),
    ({"memory": 64}, "dwipper:memory has the value 64, which is less than 128"),
    ({"memory": 20_000}, "dwipper:memory has the value 20000, which is more than 10240"),
    ({"logRetentionDays": 31}, "dwipper:logRetentionDays has the value 31, which is none of 1, 3, 5, 7"),
    ({"corsOrigins": "https://a.example"}, "dwipper:corsOrigins has the value"),
    ({"corsOrigins": ["*"]}, "which is not a list like ['https://dwipper.example']"),
    (
        {"domainName": "api.dwipper.example"},
        "Pulumi.dev.yaml: dwipper:certificateArn is needed by dwipper:domainName: put the line",
    ),
    ({"mailFrom": "hello@dwipper.example"}, "dwipper:mailIdentityArn is needed by dwipper:mailFrom"),
    (
        {"sourceRepository": "dwipper"},
        "dwipper:sourceRepository has the value 'dwipper', which is not like",
    ),
    ({"watch": False}, "dwipper:watch is needed by dwipper:deliver"),
]


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What dev is told about each wrong change, in one process."""
    changes = json.dumps([change for change, _ in WRONG])
    done = subprocess.run(
        [sys.executable, "-m", "tests.infra.read_settings", "dev", changes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told: list[str] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[str(change) for change, _ in WRONG])
def test_a_setting_that_is_missing_or_wrong_is_told_with_the_line_to_put(
    number: int, said: list[str]
) -> None:
    assert WRONG[number][1] in said[number]


def test_the_program_ends_with_that_and_no_traceback_of_its_own() -> None:
    with pytest.raises(
        RuntimeError, match="dwipper:feedShards is missing: put the line `  dwipper:feedShards: 1`"
    ):
        program_of("dev", feedShards=None)


def test_shards_reach_the_function() -> None:
    program = program_of("dev", feedShards=8)

    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]
    assert variables["FEED_SHARDS"] == "8"


def rows() -> dict[str, tuple[str, str]]:
    """The page's default and meaning of each setting."""
    found = re.findall(r"^\| `(\w+:\w+)` \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
    return {key: (default, meaning) for key, default, meaning in found}


def test_the_page_lists_every_setting_with_its_default_and_no_other() -> None:
    defaults = {key_of(field): field.metadata["setting"].default for field in fields(Settings)}

    assert {key: default for key, (default, _) in rows().items()} == {
        key: shown(default) for key, default in defaults.items()
    }


def shown(default: object) -> str:
    if default is REQUIRED:
        return "*required*"
    if isinstance(default, str):
        return f"`{default}`" if default else "none"
    return f"`{json.dumps(default)}`"


def test_the_page_says_what_a_setting_needs() -> None:
    keys = {field.name: key_of(field) for field in fields(Settings)}
    for name, needed in NEEDS.items():
        assert rows()[keys[name]][1].endswith(f"Needs `{keys[needed].partition(':')[2]}`.")


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_says_only_what_differs_from_the_defaults(stack: str) -> None:
    said = said_by(stack)
    defaults = {key_of(field): field.metadata["setting"].default for field in fields(Settings)}

    assert set(said) <= set(defaults)
    assert not {key: value for key, value in said.items() if defaults[key] == value}


def test_the_page_shows_what_the_stacks_say() -> None:
    table = PAGE.partition("## What the stacks say")[2]
    for place, stack in enumerate(("dev", "staging", "prod", "local"), start=1):
        for key, value in said_by(stack).items():
            name = key.partition(":")[2]
            if value is False and name != "protect":
                assert f"`{name}`" in cells(table, "off")[place]
            elif key != "aws:region":
                assert cells(table, f"`{name}`")[place] == json.dumps(value)


def said_by(stack: str) -> dict[str, Any]:
    """A stack's settings by their values: `pulumi stack init` writes all as text."""
    config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]
    return {key: yaml.safe_load(value) if isinstance(value, str) else value for key, value in config.items()}


def cells(table: str, first: str) -> list[str]:
    (row,) = (line for line in table.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]
