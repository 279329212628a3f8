"""Pulumi is called with the terminal for a stack that has a state. If Pulumi fails, the command fails."""

import io
import re
from pathlib import Path

import pytest

from ops.output import main as output
from ops.update import main
from tests.ops.pulumi import FakePulumi


def test_pulumi_is_called_for_the_stack(tree: Path, pulumi: FakePulumi) -> None:
    pulumi.has_stack("dev")

    main("up", "dev", "--yes", root=tree)

    assert pulumi.calls[-1] == ["up", "--stack", "dev", "--yes"]


def test_the_pulumi_that_was_built_here_is_the_fallback(
    tree: Path, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    built = tree / "build" / "pulumi-0123456789ab"
    built.mkdir(parents=True)
    (built / "pulumi").symlink_to(pulumi.folder / "pulumi")
    pulumi.has_stack("dev")

    main("preview", "dev", root=tree)

    assert pulumi.calls[-1] == ["preview", "--stack", "dev"]


@pytest.mark.parametrize(
    "said",
    ["no stack named 'dev' found", "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI"],
)
def test_a_stack_without_state_is_reported_with_the_command_that_creates_it(
    tree: Path, pulumi: FakePulumi, said: str
) -> None:
    """The CLI itself would offer to log in to Pulumi Cloud."""
    pulumi.fails_at("stack --stack dev --show-name --non-interactive", said)

    with pytest.raises(SystemExit) as ended:
        main("preview", "dev", root=tree)

    assert ended.value.code == "dwipper: the stack dev has no state yet: run `make bootstrap STACK=dev`"
    assert [call[0] for call in pulumi.calls] == ["stack"]


def test_an_unreadable_state_is_reported_in_pulumis_words(tree: Path, pulumi: FakePulumi) -> None:
    pulumi.fails_at("stack", "ExpiredToken")

    with pytest.raises(SystemExit, match="failed: error: ExpiredToken"):
        main("preview", "dev", root=tree)


@pytest.mark.parametrize(
    ("url", "said", "message"),
    [
        (
            "foo",
            "PULUMI_ACCESS_TOKEN must be set for login",
            "PULUMI_BACKEND_URL is 'foo', which is not a bucket",
        ),
        (
            "file:///kept",
            "no stack named 'dev' found",
            "has no state yet in file:///kept (from PULUMI_BACKEND_URL)",
        ),
        (
            "file:///none",
            "unable to open state directory",
            "directory (PULUMI_BACKEND_URL is 'file:///none')",
        ),
        (
            "postgres://me:secret@db/state",
            "no such host",
            "no such host (PULUMI_BACKEND_URL is 'postgres://…@db/state')",
        ),
    ],
)
def test_an_invalid_backend_in_the_environment_is_reported(
    tree: Path, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch, url: str, said: str, message: str
) -> None:
    monkeypatch.setenv("PULUMI_BACKEND_URL", url)
    pulumi.fails_at("stack", said)

    with pytest.raises(SystemExit, match=re.escape(message)):
        main("preview", "dev", root=tree)


def test_an_unknown_command_is_rejected(tree: Path, pulumi: FakePulumi) -> None:
    with pytest.raises(SystemExit, match="the command must be one of preview, up, destroy"):
        main("cancel", "dev", root=tree)

    assert pulumi.calls == []


@pytest.mark.parametrize("name", ["../dev", "de v", "--help", "d'ev", "dév"])
def test_an_invalid_stack_name_is_rejected(tree: Path, name: str) -> None:
    with pytest.raises(SystemExit, match="is not a stack's name"):
        main("preview", name, root=tree)


def test_an_update_that_fails_fails_the_command_in_one_line(tree: Path, pulumi: FakePulumi) -> None:
    pulumi.has_stack("dev")
    pulumi.fails_at("up")

    with pytest.raises(SystemExit) as ended:
        main("up", "dev", "--yes", root=tree)

    assert ended.value.code == "dwipper: `pulumi up` failed: see its output above"


def test_a_missing_stack_file_is_reported(tree: Path, pulumi: FakePulumi) -> None:
    with pytest.raises(SystemExit, match="Pulumi.prod.yaml is missing"):
        main("up", "prod", root=tree)

    assert pulumi.calls == []


@pytest.mark.parametrize("command", ["up", "destroy"])
def test_without_a_terminal_a_yes_must_be_given_in_advance(
    tree: Path, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    pulumi.has_stack("dev")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    with pytest.raises(SystemExit, match="there is no terminal to confirm it, so set YES=1"):
        main(command, "dev", root=tree)
    monkeypatch.setenv("YES", "1")
    main(command, "dev", root=tree)

    assert pulumi.calls[-1] == [command, "--stack", "dev", "--yes"]


def test_an_output_is_printed_alone(
    tree: Path, pulumi: FakePulumi, capsys: pytest.CaptureFixture[str]
) -> None:
    pulumi.has_outputs({"api_url": "https://api.example.org"})

    output("dev", "api_url", root=tree)

    assert capsys.readouterr().out == "https://api.example.org\n"


def test_an_output_of_a_stack_without_state_says_what_creates_it(tree: Path, pulumi: FakePulumi) -> None:
    pulumi.fails_at("stack output", "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI")

    with pytest.raises(SystemExit, match="has no state yet: run `make bootstrap STACK=dev`"):
        output("dev", "api_url", root=tree)
