"""The commands that `make` calls for a stack. It calls none if the stack is missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.pulumi import FakePulumi

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE, DEPLOYING = ROOT / "Makefile", ROOT / "docs" / "deploy.md"
NOT_BY_THE_PIPELINE = [
    *("--exclude", "**dwipper:index:Deliver**"),
    *("--exclude", "**dwipper:index:Boundary**"),
    *("--exclude", "**dwipper:index:Spending**"),
    *("--exclude", "**dwipper:index:Site**"),
]


def make(
    tree: Path, *arguments: str, python: str = 'echo "$@"', **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Runs make in a tree whose packages count as installed. Its Python only prints the module to run."""
    shutil.copy(MAKEFILE, tree)
    names = (
        "constraints.txt",
        "overrides.txt",
        "requirements.txt",
        "requirements-dev.txt",
        "webapp/requirements.txt",
    )
    for name in names:
        write(tree / name, "")
    write(tree / ".venv" / "bin" / "python", f"#!/bin/sh\n{python}\n")
    write(tree / ".venv" / ".installed", "")
    inherited = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    return subprocess.run(
        ["make", *arguments],
        cwd=tree,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    file.chmod(0o755)


def test_a_deployment_asks_no_question_and_excludes_the_pipeline(tree: Path) -> None:
    done = make(tree, "--silent", "deploy", STACK="dev")

    without = " ".join(NOT_BY_THE_PIPELINE)
    assert done.stdout == f"-m ops.deploy dev --yes --skip-preview --non-interactive {without}\n"


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        (["doctor"], "-m ops.doctor dev"),
        (["doctor", "STACK=prod"], "-m ops.doctor prod"),
        (["bootstrap", "STACK=dev"], "-m ops.bootstrap dev"),
        (["api-url", "STACK=dev"], "-m ops.output dev api_url"),
        (["preview", "STACK=dev"], "-m ops.update preview dev"),
        (["up", "STACK=dev"], "-m ops.update up dev"),
        (["destroy", "STACK=dev"], "-m ops.update destroy dev"),
        (["release", "STACK=dev"], "-m ops.release dev"),
        (["release-page", "STACK=dev"], "-m ops.release_page dev"),
        (["rollback", "STACK=dev", "VERSION=7"], "-m ops.rollback dev 7"),
        (["smoke", "URL=https://api.example.org"], "-m ops.smoke https://api.example.org"),
        (["smoke", "STACK=dev"], "-m ops.smoke --stack=dev"),
    ],
)
def test_commands_get_the_arguments_that_make_was_given(
    tree: Path, arguments: list[str], called: str
) -> None:
    assert make(tree, "--silent", *arguments).stdout.strip() == called


@pytest.mark.parametrize(
    "arguments",
    [
        ["doctor", "STACK={}"],
        ["cost", "STACK={}", "USERS=5"],
        ["cost", "USERS={}"],
        ["run", "PORT={}"],
        ["run", "DEBUG={}"],
        ["fuzz", "CASES={}"],
        ["fuzz", "URL={}"],
        ["bench-jobs", "DWIPPS={}"],
        ["smoke", "URL={}"],
        ["smoke", "STACK={}"],
        ["restore", "STACK=dev", "TABLE={}"],
        ["restore", "STACK=dev", "AT={}"],
        ["logs", "STACK=dev", "ID={}"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("pulumi")
def test_arguments_of_make_are_not_run_by_a_shell(tree: Path, arguments: list[str]) -> None:
    """A shell would interpret quotes and backticks."""
    odd = "a 'b\" `touch ran` ü; ../c"

    done = make(tree, "--silent", *(one.format(odd) for one in arguments))

    assert odd in done.stdout
    assert not (tree / "ran").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["restore", "STACK=dev"],
            "dwipper: set TABLE to a table of the stack: dwipps, favorites, idempotency",
        ),
        (["restore", "STACK=dev", "TABLE=none", "AT=2026-11-27T03:00:00Z"], "dwipper: set TABLE to a table"),
        (
            ["restore", "STACK=dev", "TABLE=dwipps"],
            "dwipper: AT must be a time, as in AT=2026-11-27T03:00:00Z",
        ),
        (["restore", "STACK=dev", "TABLE=dwipps", "AT=yesterday"], "dwipper: AT must be a time"),
        (["restore", "STACK=dev", "TABLE=dwipps", "AT=2999-01-01"], "dwipper: AT must be in the past"),
        (["rollback", "STACK=dev", "VERSION=a 'b\" `touch ran`"], "VERSION must be a number"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_arguments_are_refused_before_the_cli_is_built(
    tree: Path, arguments: list[str], message: str
) -> None:
    """To build it takes minutes. Here each module but the check counts as a build."""
    real = f"cd {ROOT} && exec {sys.executable} -m ops.moment"
    python = f'if [ "$2" = ops.moment ]; then {real} "$3" "$4"; fi; [ "$1" != -m ] || touch built'

    done = make(tree, "--silent", *arguments, python=python, PATH="/usr/bin:/bin")

    assert message in done.stderr
    assert done.returncode != 0
    assert not (tree / "built").exists()
    assert not (tree / "ran").exists()


def test_only_the_answer_is_on_stdout_while_packages_are_installed(tree: Path) -> None:
    """`$(make --silent pulumi-cli)` in the first command of a clone is the path alone."""
    python = '[ "$2" != tools.pulumi ] || echo /the/cli'
    make(tree, "--silent", "pulumi-cli", python=python)
    write(tree / ".venv" / "bin" / "uv", "#!/bin/sh\n")
    (tree / ".venv" / ".installed").unlink()

    done = subprocess.run(
        ["make", "--silent", "pulumi-cli", "PYTHON=true"],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (done.stdout, done.returncode) == ("/the/cli\n", 0)


@pytest.mark.parametrize("broken", ["gone", "without pip"])
def test_an_incomplete_virtual_environment_is_created_again(tree: Path, broken: str) -> None:
    """An interrupted installation or a removed Python leaves one."""
    make(tree, "--silent", "doctor")
    python = tree / ".venv" / "bin" / "python"
    if broken == "gone":
        python.unlink()
    else:
        write(python, "#!/bin/sh\nexit 1\n")

    done = subprocess.run(
        ["make", "doctor", "PYTHON=echo"], cwd=tree, capture_output=True, text=True, timeout=60
    )

    assert ".venv is incomplete: it is created again" in done.stderr
    assert "-m venv .venv" in done.stdout


@pytest.mark.parametrize(
    "target",
    [
        "bootstrap",
        "preview",
        "up",
        "destroy",
        "deploy",
        "release",
        "release-page",
        "restore",
        "rollback",
        "api-url",
    ],
)
@pytest.mark.parametrize(
    ("stack", "message"),
    [
        ("", "which stack? make {target} STACK=dev"),
        ("STACK=prod", "Pulumi.prod.yaml is missing"),
        ("STACK=local", "the stack local is the laptop"),
        ("STACK=de'v\"", "Pulumi.de'v\".yaml is missing"),
    ],
    ids=["none", "unknown", "local", "quoted"],
)
def test_a_missing_stack_is_reported_and_nothing_is_called(
    tree: Path, pulumi: FakePulumi, target: str, stack: str, message: str
) -> None:
    done = make(tree, target, *filter(None, [stack]))

    assert done.returncode != 0
    assert message.format(target=target) in done.stderr
    assert (done.stdout, pulumi.calls) == ("", [])


def test_the_deploy_page_names_only_existing_commands() -> None:
    named = set(
        re.findall(r"make (?:--silent )?([a-z]+(?:-[a-z]+)*)(?= [A-Z]+=|[`)\n])", DEPLOYING.read_text())
    )
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE.read_text(), re.MULTILINE))

    assert len(named) > 10
    assert named - targets == {"pulumi-cli"} - targets


def test_cleaning_keeps_the_pulumi_cli_and_removes_caches(tree: Path) -> None:
    """The CLI takes minutes to build."""
    made = [
        "build/other/file",
        ".mypy_cache/file",
        ".ruff_cache/file",
        ".hypothesis/file",
        "infra/__pycache__/file",
    ]
    for name in (*made, "build/pulumi-1/pulumi", "infra/api.py"):
        write(tree / name, "")

    assert make(tree, "--silent", "clean", "PYTHON=true").returncode == 0

    kept = {str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()}
    assert {"build/pulumi-1/pulumi", "infra/api.py"} <= kept
    assert not kept & set(made)


def test_a_debugger_attaches_only_if_make_gets_the_variable(tree: Path) -> None:
    """Many tools read a variable DEBUG of the environment."""
    assert make(tree, "--silent", "run", DEBUG="*").stdout == "-m localcloud run --port=8000\n"
    assert (
        make(tree, "--silent", "run", "DEBUG=5678").stdout == "-m localcloud run --port=8000 --debug=5678\n"
    )
