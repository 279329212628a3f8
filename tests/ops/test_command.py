"""Every command ends with one line on an error, without a traceback."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from localcloud.listening import listening
from tests.terminal import like_a_terminals

ROOT = Path(__file__).resolve().parents[2]


def started(
    *command: str, environment: Mapping[str, str], stdout: int = subprocess.PIPE
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=like_a_terminals,
    )


def test_an_ascii_terminal_gets_the_line_with_replaced_characters() -> None:
    with started(
        "-c", MAIN.format(body="print('a…b')"), environment={"PYTHONIOENCODING": "ascii"}
    ) as process:
        output, errors = process.communicate(timeout=60)

    assert (process.returncode, output, errors) == (0, "a?b\n", "")


MAIN = """
import sys, os
from ops.command import plain_errors
with plain_errors():
    {body}
"""


def ended(body: str, stdout: int = subprocess.PIPE) -> tuple[int, str]:
    with started("-c", MAIN.format(body=body), environment={}, stdout=stdout) as process:
        _, errors = process.communicate(timeout=60)
    return process.returncode, errors


def test_ctrl_c_later_ends_a_command_silently() -> None:
    assert ended("os.kill(os.getpid(), 2)") == (130, "")


def test_a_full_disk_is_reported_once() -> None:
    with Path("/dev/full").open("w") as full:
        status, errors = ended("print(1)", full.fileno())

    assert status == 1
    assert errors.splitlines() == [
        "dwipper: the operating system reports an error ([Errno 28] No space left on device): "
        "fix it and run this again"
    ]


def test_a_closed_pipe_ends_a_command_silently() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert ended("print(1)", writing) == (1, "")
    finally:
        os.close(writing)


def test_a_bug_is_reported_in_one_line_with_its_place() -> None:
    status, errors = ended("{}[1]")

    assert status == 1
    assert errors == "dwipper: a bug in this command, at <string>, line 5: KeyError: 1\n"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("tools.contract", "unrecognized arguments: --relase"),
        ("webapp.contract", "unrecognized arguments: --relase"),
        ("bench.goals", "unrecognized arguments: --relase"),
        ("tests.contract", "the URL is not the address of an API: it must begin with https:// or http://"),
    ],
)
def test_a_wrong_argument_is_refused_in_one_line_and_nothing_is_written(command: str, line: str) -> None:
    with started("-m", command, "--relase", environment={}) as process:
        _, errors = process.communicate(timeout=120)

    assert process.returncode
    assert errors.splitlines()[-1].endswith(line)


@pytest.mark.parametrize("command", [["tests.contract"], ["bench.fuzz", "1"]])
def test_a_platform_that_is_not_up_is_not_tested(command: list[str]) -> None:
    with closing(listening()) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with started("-m", *command, url, environment={}) as process:
        output, errors = process.communicate(timeout=120)

    assert (process.returncode, output) == (1, "")
    assert errors == f"nothing answers at {url} (ConnectionError): is the platform up?\n"
