"""A stack's settings are complete and typed, or an error says what to do. The page of settings is correct."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from infra.settings.field import REQUIRED, key_of
from infra.settings.stack import NEEDS, Settings, SettingsError
from tests.infra.program import OPERATORS_OWN, ROOT, program_of

PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
STACKS = ("dev", "staging", "prod", "local")


CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/1"
IDENTITY = "arn:aws:ses:eu-central-1:111122223333:identity/dwipper.example"
MONITOR = "arn:aws:ce::111122223333:anomalymonitor/1e9d5a9e-0000-4000-8000-000000000000"
CONNECTION = "arn:aws:codeconnections:eu-west-1:111122223333:connection/1e9d5a9e"
OTHER_PARTITIONS = ("cn-north-1", "us-gov-west-1", "us-iso-east-1")
WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"feedShards": None},
        "Pulumi.dev.yaml: dwipper:feedShards is missing: put the line `  dwipper:feedShards: 1` under `config:`",
    ),
    (
        {"protect": None},
        "Pulumi.dev.yaml: dwipper:protect is missing: put the line `  dwipper:protect: true`",
    ),
    (
        {"feedShards": "many"},
        "Pulumi.dev.yaml: dwipper:feedShards has the value 'many', which must be an integer",
    ),
    ({"feedShards": 0}, "Pulumi.dev.yaml: dwipper:feedShards has the value 0, which must be at least 1"),
    (
        {"protect": "perhaps"},
        "Pulumi.dev.yaml: dwipper:protect has the value 'perhaps', which must be true or false",
    ),
    ({"memory": 64}, "dwipper:memory has the value 64, which must be at least 128"),
    ({"memory": 20_000}, "dwipper:memory has the value 20000, which must be at most 10240"),
    ({"logRetentionDays": 31}, "dwipper:logRetentionDays has the value 31, which must be one of 1, 3, 5, 7"),
    ({"corsOrigins": "https://a.example"}, "dwipper:corsOrigins has the value"),
    ({"corsOrigins": ["*"]}, "which must be a list like ['https://dwipper.example']"),
    (
        {"domainName": "api.dwipper.example"},
        "Pulumi.dev.yaml: dwipper:certificateArn is needed by dwipper:domainName: put the line",
    ),
    ({"mailFrom": "hello@dwipper.example"}, "dwipper:mailIdentityArn is needed by dwipper:mailFrom"),
    (
        {"sourceRepository": "dwipper"},
        "dwipper:sourceRepository has the value 'dwipper', which must be like",
    ),
    ({"watch": False}, "dwipper:watch is needed by dwipper:deliver"),
    ({"feedShard": 1}, "dwipper:feedShard is not a setting: did you mean dwipper:feedShards?"),
    ({"colour": "blue"}, "dwipper:colour is not a setting: see docs/settings.md for all settings"),
    (
        {"domainName": "api.dwipper.example", "certificateArn": CERTIFICATE, "site": False},
        "dwipper:certificateArn is of us-east-1, but must be of eu-west-1",
    ),
    (
        {
            "domainName": "dwipper.example",
            "certificateArn": CERTIFICATE.replace("us-east-1", "eu-west-1"),
        },
        "dwipper:certificateArn is of eu-west-1, but must be of us-east-1",
    ),
    ({"addressLimit": 9}, "dwipper:addressLimit has the value 9, which must be at least 10"),
    ({"strictAddressLimit": 9}, "dwipper:strictAddressLimit has the value 9, which must be at least 10"),
    (
        {"mailFrom": "hello@dwipper.example", "mailIdentityArn": IDENTITY},
        "dwipper:mailIdentityArn is of eu-central-1, but must be of eu-west-1, us-east-1, us-west-2",
    ),
    (
        {"workerConcurrency": 1},
        "dwipper:workerConcurrency has the value 1, which must be at least 2, as many as the worker",
    ),
    ({"jobsConcurrency": 4}, "dwipper:jobsConcurrency has the value 4, which must be at least 5"),
    ({"apiConcurrency": -1}, "dwipper:apiConcurrency has the value -1, which must be at least 0"),
    (
        {"apiConcurrency": 880, "workerConcurrency": 20, "jobsConcurrency": 5},
        "Pulumi.dev.yaml: apiConcurrency, workerConcurrency, jobsConcurrency are 905 together, of a concurrencyQuota"
        " of 1000, and AWS keeps 100 for functions without a share",
    ),
    (
        {"workerConcurrency": 2, "concurrencyQuota": 10},
        "are 2 together, of a concurrencyQuota of 10, and AWS keeps 100",
    ),
    ({"monthlyBudget": 50}, "dwipper:alarmEmail is needed by dwipper:monthlyBudget: put the line"),
    (
        {"anomalyMonitorArn": MONITOR},
        "dwipper:alarmEmail is needed by dwipper:anomalyMonitorArn: put the line",
    ),
    (
        {"anomalyMonitorArn": "Default-Services-Monitor", "alarmEmail": "on-call@dwipper.example"},
        "dwipper:anomalyMonitorArn has the value 'Default-Services-Monitor', which must be like arn:aws:ce::",
    ),
    ({"aws:region": ""}, "aws:region is missing: put the line `  aws:region: eu-west-1`"),
    *(({"aws:region": region}, f"aws:region has the value '{region}'") for region in OTHER_PARTITIONS),
    ({"aws:regoin": "eu-west-1"}, "aws:regoin is not a setting: did you mean aws:region?"),
    ({"aws:profile": "dev"}, "aws:profile is not a setting: see docs/settings.md for all settings"),
    ({"aws:secretKey": "k"}, "aws:secretKey is not a setting"),
    ({"pulumi:disable-default-providers": ["aws"]}, "pulumi:disable-default-providers is not a setting"),
    ({"gcp:project": "x"}, "gcp:project is not a setting"),
    (
        {"mailFrom": "hello@other.example", "mailIdentityArn": IDENTITY.replace("eu-central-1", "us-west-2")},
        "dwipper:mailFrom is of hello@other.example, which the identity dwipper.example does not cover",
    ),
    (
        {
            "mailFrom": "hello@notdwipper.example",
            "mailIdentityArn": IDENTITY.replace("eu-central-1", "us-west-2"),
        },
        "the identity dwipper.example does not cover",
    ),
]
# The most, and the least, that AWS takes; beyond it the error names the bound.
BOUNDS: dict[str, tuple[int, int]] = {
    "accountTickMs": (0, 5000),
    "addressLimit": (10, 2_000_000_000),
    "burst": (1, 50_000),
    "canaryMinutes": (0, 2100),
    "feedShards": (1, 100),
    "memory": (128, 10_240),
    "rate": (1, 100_000),
    "strictAddressLimit": (10, 2_000_000_000),
    "strictBurst": (1, 50_000),
    "strictRate": (1, 100_000),
}
# Texts that AWS, SES or git refuse, after one that they take.
TEXTS: dict[str, tuple[str, ...]] = {
    "alarmEmail": (
        "on-call+x@dwipper.example",
        "on-call@dwipper",
        "ön@dwipper.example",
        "a@b",
        "a b@c.example",
    ),
    "anomalyMonitorArn": (MONITOR, MONITOR.replace("111122223333", "1")),
    "certificateArn": (
        CERTIFICATE,
        CERTIFICATE.replace(":aws:", ":aws-cn:"),
        f"{CERTIFICATE} ",
        "arn:aws:acm:x",
    ),
    "domainName": (
        "xn--bcher-kva.example",
        "-a.example",
        "a-.example",
        "a..example",
        "*.example.org",
        "Dwipper.example",
        "10.0.0.1",
        f"{'a' * 64}.example",
        ".".join(["a" * 63] * 4),
    ),
    "mailFrom": (
        '"Dwipper, Inc." <hello@mail.dwipper.example>',
        "Dwipper, Inc. <hello@dwipper.example>",
        "Düwipper <hello@dwipper.example>",
        "Dwipper <hello@dwipper.example",
        "hello @dwipper.example",
    ),
    "mailIdentityArn": (
        IDENTITY.replace("eu-central-1", "eu-west-1"),
        "arn:aws:ses:eu-west-1:111122223333:configuration-set/x",
        "arn:aws:ses:eu-west-1::identity/dwipper.example",
    ),
    "sourceBranch": ("feature/log-in", "a..b", "-a", "a/", "a.lock", "a//b", "a b", "a:b", "a" * 257),
    "sourceConnectionArn": (
        CONNECTION,
        CONNECTION.replace("connection/", "host/"),
        "arn:aws:codeconnections:x",
    ),
    "sourceRepository": ("owner/dwipper.page", "dwipper", "a/b/c", "owner/dwip per"),
    "userPoolTier": ("PLUS", "plus"),
}
ORIGINS = (
    "http://localhost:5173",
    "https://dwipper.example/",
    "https://Dwipper.example",
    "https://dwipper.example?x",
    "https://me@dwipper.example",
    "dwipper.example",
)
# What a text needs, so that it alone can be wrong.
BESIDES: dict[str, Any] = {
    "alarmEmail": "on-call@dwipper.example",
    "certificateArn": CERTIFICATE,
    "domainName": "dwipper.example",
    "mailFrom": "hello@dwipper.example",
    "mailIdentityArn": IDENTITY.replace("eu-central-1", "eu-west-1"),
    "sourceConnectionArn": CONNECTION,
    "sourceRepository": "owner/dwipper",
}
ALLOWED: list[dict[str, Any]] = [
    *({"logRetentionDays": days} for days in (2922, 3288)),
    {"apiConcurrency": 875, "workerConcurrency": 20, "jobsConcurrency": 5},
    {"concurrencyQuota": 10},
    {"mailFrom": "hello@dwipper.example", "mailIdentityArn": IDENTITY.replace("eu-central-1", "us-west-2")},
    {
        "mailFrom": "Dwipper <hello+codes@dwipper.example>",
        "mailIdentityArn": "arn:aws:ses:eu-west-1:111122223333:identity/hello@dwipper.example",
    },
    *({key: bound} for key, bounds in BOUNDS.items() for bound in bounds),
    *({**BESIDES, key: given[0]} for key, given in TEXTS.items()),
    {"corsOrigins": ["http://localhost:5173", "https://dwipper.example:8443"]},
]


@pytest.fixture(scope="module")
def said() -> list[str]:
    """Returns dev's errors for each invalid change."""
    return errors_of("dev", [change for change, _ in WRONG])


def errors_of(stack: str, changes: list[dict[str, Any]]) -> list[str]:
    """Returns a stack's errors for each change, from one process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.infra.read_settings", stack, json.dumps(changes)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said: list[str] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[str(change) for change, _ in WRONG])
def test_a_missing_or_invalid_setting_is_reported_with_the_line_to_write(
    number: int, said: list[str]
) -> None:
    assert WRONG[number][1] in said[number]


def test_settings_that_aws_accepts_are_accepted() -> None:
    assert errors_of("dev", ALLOWED) == ["nothing is wrong"] * len(ALLOWED)


def test_a_number_beyond_the_bounds_of_aws_is_refused_at_once() -> None:
    beyond = {key: (least - 1, most + 1) for key, (least, most) in BOUNDS.items()}
    changes = [{key: value} for key, values in beyond.items() for value in values]

    assert errors_of("dev", changes) == [
        f"Pulumi.dev.yaml: dwipper:{key} has the value {value}, which must be at {bound}: put the line"
        f" `  dwipper:{key}: {example_of(key)}` under `config:`"
        for key, (least, most) in BOUNDS.items()
        for value, bound in ((least - 1, f"least {least}"), (most + 1, f"most {most}"))
    ]


def test_every_number_has_bounds_or_depends_on_the_account() -> None:
    """A new setting needs its bounds here, or a reason."""
    of_the_account = {"apiConcurrency", "concurrencyQuota", "jobsConcurrency", "workerConcurrency"}
    any_number = {"cursorKey", "monthlyBudget", "originSecret"}
    one_of_a_list = {"logRetentionDays"}
    numbers = {key_of(one).partition(":")[2] for one in fields(Settings) if one.type in ("int", int)}

    assert numbers == {*BOUNDS, *of_the_account, *any_number, *one_of_a_list}


def test_a_text_that_aws_refuses_is_refused_at_once() -> None:
    wrong = [(key, value) for key, (_, *refused) in TEXTS.items() for value in refused]
    said = errors_of("dev", [{**BESIDES, key: value} for key, value in wrong])

    assert [
        (key, value)
        for (key, value), error in zip(wrong, said, strict=True)
        if not error.startswith(
            f"Pulumi.dev.yaml: dwipper:{key} has the value {value!r}, which must be like "
        )
    ] == []
    of_origins = errors_of("dev", [{"corsOrigins": [origin]} for origin in ORIGINS[1:]])
    assert all("which must be a list like" in error for error in of_origins), of_origins


def example_of(key: str) -> str:
    (field,) = (one for one in fields(Settings) if key_of(one) == f"dwipper:{key}")
    example: str = field.metadata["setting"].example
    return example


def test_a_stacks_name_must_be_valid_in_names_of_resources() -> None:
    taken, refused = (
        ("dev", "feature-login", "a" * 20),
        ("Dev", "feature_login", "a" * 21, "1st", "a--b", "a-"),
    )

    assert [one for name in taken for one in errors_of(name, [{}])] == ["nothing is wrong"] * len(taken)
    assert all("which cannot be part of names on AWS" in errors_of(name, [{}])[0] for name in refused)


def checked(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infra.settings.check", str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("dwipper:protect: yes", "dwipper:protect has the value 'yes', which must be true or false"),
        ("dwipper:protect: true\n  dwipper:memory: 5", "dwipper:memory has the value 5"),
        ("dwipper:protect: true\n  memory: 5", "dwipper:memory has the value 5"),
        ("dwipper:protect: true\n  dwipper:protect: true", "dwipper:protect is set twice"),
        ("dwipper:protect: true\n  dwiper:memory: 512", "dwiper:memory is not a setting: did you mean"),
        (
            "dwipper:protect: 2026-11-27",
            "dwipper:protect has the value '2026-11-27', which must be true or false",
        ),
        ("dwipper:protect: true\n  aws:profile: dev", "aws:profile is not a setting"),
        (
            "dwipper:protect: true\n  dwipper:rate: 100001",
            "dwipper:rate has the value 100001, which must be at most",
        ),
        ("dwipper:protect: true", ""),
    ],
)
def test_a_file_is_read_as_pulumi_reads_it(tmp_path: Path, lines: str, message: str) -> None:
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_text(f"config:\n  aws:region: eu-west-1\n  dwipper:feedShards: 1\n  {lines}\n")

    done = checked(file)

    assert message in done.stderr
    assert bool(done.returncode) == bool(message)
    assert "Traceback" not in done.stderr


def test_a_number_or_a_flag_in_quotes_is_the_same_setting(tmp_path: Path) -> None:
    """`pulumi config set` writes quotes, "top level entries are always treated as strings":
    https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/
    """
    typed = [
        (key_of(one), one.metadata["setting"].example)
        for one in fields(Settings)
        if one.type in ("int", "bool", int, bool)
    ]
    assert len(typed) > 15
    for key, value in typed:
        assert value.isdecimal() or value in {"true", "false"}, key
    file = tmp_path / "Pulumi.dev.yaml"
    lines = "".join(f'  {key}: "{value}"\n' for key, value in typed)
    file.write_text(
        f"config:\n  aws:region: eu-west-1\n  dwipper:alarmEmail: on-call@dwipper.example\n{lines}"
    )

    done = checked(file)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_program_ends_with_that_message_and_no_traceback() -> None:
    """Pulumi prints no traceback of a RunError: https://www.pulumi.com/docs/reference/pkg/python/pulumi/"""
    assert issubclass(SettingsError, pulumi.RunError)
    with pytest.raises(
        RuntimeError, match="dwipper:feedShards is missing: put the line `  dwipper:feedShards: 1`"
    ):
        program_of("dev", feedShards=None)


def test_the_number_of_shards_is_passed_to_the_function() -> None:
    program = program_of("dev", feedShards=8)

    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]
    assert variables["FEED_SHARDS"] == "8"


def rows() -> dict[str, tuple[str, str]]:
    """Returns the page's default and meaning of each setting."""
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


def test_the_tests_ignore_what_deploying_says_to_set() -> None:
    """The operator commits it, and the stack's pipeline runs these tests."""
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    given = {
        name
        for pair in re.findall(r"\b[Ss]et `dwipper:(\w+)`(?:\s+and `dwipper:(\w+)`)?", text)
        for name in pair
        if name
    }

    assert len(given) > 5
    assert given <= set(OPERATORS_OWN)


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_file_lists_only_settings_that_differ_from_the_defaults(stack: str) -> None:
    said = said_by(stack)
    defaults = {key_of(field): field.metadata["setting"].default for field in fields(Settings)}

    assert set(said) <= set(defaults)
    assert not {key: value for key, value in said.items() if defaults[key] == value}


def test_the_page_shows_the_settings_of_the_stacks() -> None:
    table = PAGE.partition("## What the stacks say")[2]
    for place, stack in enumerate(("dev", "staging", "prod", "local"), start=1):
        for key, value in said_by(stack).items():
            name = key.partition(":")[2]
            if name in OPERATORS_OWN:
                continue
            if value is False and name != "protect":
                assert f"`{name}`" in cells(table, "off")[place]
            elif key != "aws:region":
                assert cells(table, f"`{name}`")[place] == json.dumps(value)


def said_by(stack: str) -> dict[str, Any]:
    """Returns a stack's settings by value: `pulumi stack init` writes all of them as strings."""
    config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]
    return {key: yaml.safe_load(value) if isinstance(value, str) else value for key, value in config.items()}


def cells(table: str, first: str) -> list[str]:
    (row,) = (line for line in table.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]
